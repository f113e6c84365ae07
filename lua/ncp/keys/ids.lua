--- Recognises access key ids in any text: logs, diffs, pastes, lists.
--
-- Of NAVER Cloud Platform an id is `ncp_iam_` and 20 characters, or, when it is older, 20
-- letters and digits (api/ncp-gov-v2); those of Huawei's family look like the latter
-- (api/huawei-iam-credentials). Secrets are longer and are not taken for ids.
local ids = {}

local PREFIX, LENGTH = "ncp_iam_", 20

-- Many a word has 20 letters; with a letter and a digit in it it looks like a key.
local function looks_random(word)
    return word:find("%a") ~= nil and word:find("%d") ~= nil
end

-- The id that a run of letters, digits and underscores is or ends in, and whether it
-- looks like one; or nil.
local function id_in(word)
    local prefixed = word:match(PREFIX .. "[%w_]*$")
    if prefixed then return #prefixed == #PREFIX + LENGTH and prefixed or nil, true end
    if #word ~= LENGTH or word:find("_", 1, true) then return nil end
    return word, looks_random(word)
end

local Finds = {}
Finds.__index = Finds

function Finds:add(id, likely)
    local known = self.by_id[id]
    if not known then
        known = { id = id, likely = false }
        self.by_id[id] = known
        self[#self + 1] = known
    end
    known.likely = known.likely or likely
end

function Finds:add_text(text)
    local count = 0
    for word in text:gmatch("[%w_]+") do
        local id, likely = id_in(word)
        if id then
            self:add(id, likely)
            count = count + 1
        end
    end
    return count
end

-- A word of a list is an id whatever it looks like: the services give no form for good.
function Finds:add_element(text)
    local word = text:match("^%s*(%S+)%s*$")
    if self:add_text(text) == 0 and word then self:add(word, true) end
end

local function is_file(input)
    return io.type(input) == "file"
end

local readers = {}

function readers.string(finds, text)
    finds:add_text(text)
end

function readers.userdata(finds, file)
    for line in file:lines() do finds:add_text(line) end
end

function readers.table(finds, list)
    for _, element in ipairs(list) do
        if type(element) == "string" then
            finds:add_element(element)
        else
            readers.userdata(finds, element)
        end
    end
end

local function is_input(input)
    if type(input) ~= "table" then return type(input) == "string" or is_file(input) end
    for _, element in ipairs(input) do
        if type(element) ~= "string" and not is_file(element) then return false end
    end
    return true
end

--- find(input) → a list of `{ id =, likely = }`, each id once, in the order in which they
-- come. `input` is a text, an open file, or a list of ids, texts and open files. `likely`
-- is false for words that may be an id by their length alone. Raises on other input.
function ids.find(input)
    if not is_input(input) then error("keys.sweep: the input must be a text, an open file, or a list of these", 3) end
    local finds = setmetatable({ by_id = {} }, Finds)
    readers[type(input)](finds, input)
    finds.by_id = nil
    return setmetatable(finds, nil)
end

return ids
