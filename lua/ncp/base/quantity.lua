--- Numbers of things, as a sentence has them.

--- quantity(count, one [, many]) → "1 account", "2 accounts"; `many` is `one` and an s when left
-- out.
return function(count, one, many)
    return ("%.0f %s"):format(count, count == 1 and one or many or one .. "s")
end
