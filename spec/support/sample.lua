--- sample(all, some) → how often a spec repeats what it repeats with other chances each time: `all`, or `some` where
-- NCP_SAMPLE is set, as `scripts/test` sets it for the Luas that come after the first.
return function(all, some)
    return os.getenv("NCP_SAMPLE") and some or all
end
