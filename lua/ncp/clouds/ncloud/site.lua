--- NAVER Cloud Platform's sites, and how the vendor's tools name them (api/ncp-gateway 4.3 and 5).
local site = {}

local NAMES = { public = true, gov = true, fin = true }

-- The gateways of a site have names in its domain.
local DOMAINS = { ["ntruss.com"] = "public", ["gov-ntruss.com"] = "gov", ["fin-ntruss.com"] = "fin" }

--- is_known(name) → whether there is such a site.
function site.is_known(name)
    return NAMES[name] or false
end

local function of_url(url)
    local host = url:gsub("^%a+://", ""):match("^[%w.-]+") or ""
    return DOMAINS[host:lower():match("[^.]+%.[^.]+$")]
end

--- of(said, places) → the site that `said.site`, a name, and `said.api_url`, the URL of a
-- gateway, mean; nil when both are nil; nil and why they mean none. `places` says where
-- each of them stands.
function site.of(said, places)
    local named, gateway = said.site and said.site:lower(), said.api_url and of_url(said.api_url)
    if named and not NAMES[named] then return nil, places.site .. " must be public, gov or fin" end
    if said.api_url and not gateway then
        return nil, places.api_url .. " is no gateway of NAVER Cloud Platform; base_url or NCP_BASE_URL " ..
            "names a host of your own"
    end
    if named and gateway and named ~= gateway then
        return nil, ("%s says %s, and %s is a gateway of %s"):format(places.site, named, places.api_url, gateway)
    end
    return named or gateway or nil
end

return site
