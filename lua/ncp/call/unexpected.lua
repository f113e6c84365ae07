--- Names what came in place of an answer of the API.
local unexpected = {}

local LONGEST_TITLE = 100

-- What the first bytes tell.
local marks = {
    { "^\31\139", "compressed with gzip, which was not asked for" },
    { "^\239\187\191", "begins with a byte order mark" },
    { "^\255\254", "UTF-16" },
    { "^\254\255", "UTF-16" },
}

local function find_mark(text)
    for _, mark in ipairs(marks) do
        if text:find(mark[1]) then return mark[2] end
    end
    return nil
end

local function is_page(text, content_type)
    local start = text:sub(1, 200):lower()
    return content_type:lower():find("html", 1, true) or start:find("^%s*<!doctype%s+html") or start:find("^%s*<html")
end

local function describe_page(text)
    local title = text:match("<[Tt][Ii][Tt][Ll][Ee][^>]*>%s*(.-)%s*</")
    if not title or title == "" then return "an HTML page" end
    return ("an HTML page, titled '%s'"):format(title:sub(1, LONGEST_TITLE))
end

-- What the body is, or nil where it is broken JSON.
local function describe_body(text, headers)
    local encoding = headers["content-encoding"]
    if encoding and encoding:lower() ~= "identity" then
        return ("encoded as %s, which was not asked for"):format(encoding)
    end
    local mark = find_mark(text)
    if mark then return mark end
    if is_page(text, headers["content-type"] or "") then return describe_page(text) end
    if text:find("^%s*<") then return "XML" end
    return nil
end

local function describe_redirect(response)
    if response.status < 300 or response.status >= 400 then return nil end
    local location = response.headers.location
    return location and "a redirect to " .. location or "a redirect without a Location"
end

--- describe(response, reason) → a sentence on a response that cannot be read as JSON; `reason` is the decoder's, nil
-- where there was no content.
function unexpected.describe(response, reason)
    local what = describe_redirect(response) or reason and describe_body(response.body, response.headers)
    if what then return "the answer is not the JSON of this API, but " .. what end
    return reason and "the answer is not the JSON of this API: " .. reason or "the answer is empty"
end

return unexpected
