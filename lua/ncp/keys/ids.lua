--- Recognises access key ids in any text: logs, diffs, pastes, dumps, lists.
--
-- Of NAVER Cloud Platform an id is `ncp_iam_` and 20 characters, or, when it is older, 20
-- letters and digits (api/ncp-gov-v2); those of Huawei's family look like the latter
-- (api/huawei-iam-credentials). Secrets are longer and are not taken for ids. Texts are
-- looked at as they are and decoded: JSON and URL escapes, quoted-printable, UTF-16, base64,
-- gzip, and colours of a terminal, three layers deep.
--
-- A word of the old form may be any word, and an id may stand within a longer one, as behind
-- the n of `\n`. Only who holds an id can tell; so a search can be asked whether it has
-- come across an id (`find`).
local leak = require("ncp.leak")

local ids = {}

--- How many bytes all texts may have, unless a search is told otherwise.
ids.MAX_BYTES = 4 * 1024 ^ 3

local PIECE = 64 * 1024 -- bytes read at once
local OLD_LENGTH = 20 -- of an id of the old form

local Search = {}
Search.__index = Search

-- A source that has the text of an element of a list.
local function text_source(text)
    local next_piece = text
    return {
        word = text:match("^%s*(%S+)%s*$"),
        read = function()
            local piece = next_piece
            next_piece = nil
            return piece
        end,
    }
end

--- reader(file) → a function that returns the next piece of an open file; nil at its end, or
-- nil and a message. A piece that is not whole is the last: to read on at a terminal would
-- take another Ctrl-D.
function ids.reader(file)
    local is_over = false
    return function()
        if is_over then return nil end
        local piece, message = file:read(PIECE)
        is_over = not piece or #piece < PIECE
        return piece, message
    end
end

-- A text that is no element of a list is no id as a whole, whatever it looks like.
local function sources_of(input)
    if type(input) == "function" then return input end
    local sources, at = {}, 0
    for i, element in ipairs(type(input) == "table" and input or { input }) do
        sources[i] = type(element) == "string" and text_source(element) or { read = ids.reader(element) }
        if type(input) == "string" then sources[i].word = nil end
    end
    return function()
        at = at + 1
        return sources[at]
    end
end

-- Takes the pieces of the source → true at its end; false when the recogniser is full; nil,
-- a message and the kind of error.
local function take_source(self)
    while true do
        if not self.piece then
            local piece, message = self.source.read()
            if message then return nil, "cannot be read: " .. message, "validation" end
            if not piece then return true end
            self.piece, self.at = piece, 1
        end
        local at, full = self.recogniser:feed(self.piece, self.at)
        if not at then
            return nil, ("is longer than %.0f bytes: max_bytes can allow more"):format(self.max_bytes), "limit"
        end
        self.at = at
        if full then return false end
        self.piece = nil
    end
end

-- A word of a list is an id whatever it looks like: the services give no form for good.
local function finish_source(self)
    local word, hits = self.source.word, self.recogniser:counts().hits
    self.recogniser:finish()
    if word and (self.recogniser:counts().hits == hits or self.recogniser:find(word)) then
        self.words[word] = self.words[word] or { id = word, kind = "word", source = #self.names, line = 1, column = 1 }
    end
end

--- read() goes on reading → true when all is read; false when it has come across so many
-- words that it must be told by `know` what accounts hold, before it goes on; nil, a message
-- such as "is longer than …", and the kind of error when the input cannot be read.
function Search:read()
    while true do
        if not self.source then
            self.source = self.next_source()
            if not self.source then return true end
            self.names[#self.names + 1] = self.source.name or false
        end
        local taken, message, kind = take_source(self)
        if not taken then return taken, message, kind end
        finish_source(self)
        self.source = nil
    end
end

--- know(list) tells what accounts hold: from then on only such words of the old form count.
function Search:know(list)
    self.recogniser:know(list)
end

local function named(self, place)
    place.file = self.names[place.source] or nil
    return place
end

--- find(id) → `{ source, file, line, column, encoding }`, where the search has come across
-- an id first; nil when it has not. `source` is the number of the text, `file` its name if it
-- has one; `encoding` is such as "JSON, base64", and nil for a text as it is. Lines and columns
-- count from 1, columns in bytes; within gzip they are those of the text that is in it.
function Search:find(id)
    local word = self.words[id]
    local place = self.recogniser:find(id) or word and { source = word.source, line = word.line, column = word.column }
    return place and named(self, place)
end

local function is_before(a, b)
    if a.source ~= b.source then return a.source < b.source end
    if a.line ~= b.line then return a.line < b.line end
    return a.column < b.column
end

--- finds() → what stands alone, each once and in the order in which it does: places as of
-- `find` with `id`; `kind`: "new" or "old" by the form, "word" for what has the length of an
-- old id only; and `given`: it is an id because it is a whole element of the input.
function Search:finds()
    local list, listed = self.recogniser:listed(), {}
    for _, find in ipairs(list) do
        named(self, find).given = self.words[find.id] ~= nil
        listed[find.id] = true
    end
    for id, word in pairs(self.words) do
        if not listed[id] then
            local find = { given = true }
            for name, value in pairs(word) do find[name] = value end
            list[#list + 1] = find
        end
    end
    table.sort(list, is_before)
    return list
end

--- counts() → `bytes` and `texts` that were read; `candidates`, how many ids may be found
-- only by `find`; `unheld`, how many words of the old form were left out after `know`; `cut`,
-- whether something that expands too much was left before its end; `overflowed`, whether
-- there were more words than can be kept.
function Search:counts()
    local counts = self.recogniser:counts()
    for id in pairs(self.words) do
        if #id == OLD_LENGTH and self.recogniser:find(id) then counts.candidates = counts.candidates - 1 end
    end
    return counts
end

local function is_file(input)
    return io ~= nil and io.type(input) == "file"
end

local function is_input(input)
    if type(input) ~= "table" then return type(input) == "string" or is_file(input) end
    for _, element in ipairs(input) do
        if type(element) ~= "string" and not is_file(element) then return false end
    end
    return true
end

--- search(input [, max_bytes]) → a search through `input`: a text, an open file, or a list of
-- ids, texts and open files; or a function that returns the next source, `{ name =, read = }`,
-- where `read()` returns the next piece of its text, nil at its end, or nil and a message.
-- Another input raises.
function ids.search(input, max_bytes)
    if type(input) ~= "function" and not is_input(input) then
        error("keys.sweep: the input must be a text, an open file, or a list of these", 3)
    end
    max_bytes = max_bytes or ids.MAX_BYTES
    return setmetatable({
        recogniser = leak.recogniser(max_bytes),
        next_source = sources_of(input),
        max_bytes = max_bytes,
        names = {},
        words = {},
    }, Search)
end

--- is_search(value) → whether it comes from `search`.
function ids.is_search(value)
    return getmetatable(value) == Search
end

return ids
