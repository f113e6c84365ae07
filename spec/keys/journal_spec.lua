-- Journals: what survives a crash, and what is refused.
local journal = require("ncp.base.journal")
local journals = require("spec.support.journal")
local program = require("spec.support.program")

local READ_ONLY = "/sys/kernel/fscaps" -- for root too

local folder, path

before_each(function()
    folder = program.folder()
    path = folder.path .. "/journal"
end)
after_each(function() folder.remove() end)

local place = journals.place({
    path = function() return path end,
    read = function() return program.read(path) end,
    overwrite = function(text)
        local file = assert(io.open(path, "wb"))
        file:write(text)
        file:close()
    end,
})
local close_after, steps_of = journals.close_after, journals.steps_of

local function open(options)
    return place:open(options)
end

local function assert_refused(...)
    assert.equal("journal", place:assert_refused(...).kind)
end

place:describe(describe, it)

describe("a journal in a file", function()
    it("is only for its owner, and has a line for each entry", function()
        local text = place:write_three()
        assert.equal(4, #journals.lines_of(text))
        assert.matches('^{"at":"%d%d%d%d%-%d%d%-%d%dT%d%d:%d%d:%d%d%.%d%d%dZ","journal":"rotate","version":1,', text)
        local pipe = assert(io.popen("ls -l " .. path))
        assert.matches("^%-rw%-%-%-%-%-%-%-", pipe:read("*a"))
        pipe:close()
    end)

    it("is held by one process at a time", function()
        local first = assert(open())
        assert.equal(("ncp.Journal(%s)"):format(path), tostring(first))
        assert_refused("is in use by another run")
        assert.equal("", program.run(([[
            local book, message = require("ncp.base.journal").open(%q, { operation = "keys.rotate", version = 1 })
            if book or not message:find("in use by another run", 1, true) then print(book, message) end
        ]]):format(path)))
        first:close()
    end)

    it("is not one of a fleet", function()
        assert_refused("a client with the option fleet is needed", { path = "fleet:name" })
    end)
end)

describe("a journal after a crash", function()
    it("has the lines that were whole, wherever it was cut", function()
        local text = place:write_three()
        local ends, expected = {}, { "one", "one two", "one two three" }
        for line_end in text:gmatch("\n()") do ends[#ends + 1] = line_end - 1 end
        for length = 0, #text do
            place.overwrite(text:sub(1, length))
            local book = assert(open())
            local whole = ""
            for i = 2, #ends do whole = length >= ends[i] and expected[i - 1] or whole end
            assert.equal(whole, steps_of(book))
            close_after(book, { step = "more" })
            book = assert(open())
            assert.equal((whole .. " more"):gsub("^ ", ""), steps_of(book))
            book:close()
        end
    end)

    it("does without a last line that has a hole", function()
        local text = place:write_three()
        place.overwrite(text:sub(1, -40) .. ("\0"):rep(20) .. text:sub(-19))
        local book = assert(open())
        assert.equal("one two", steps_of(book))
        close_after(book, { step = "more" })
        assert.is_nil(program.read(path):find("\0", 1, true))
    end)
end)

describe("a journal that cannot be written", function()
    it("is refused", function()
        assert_refused("No such file or directory", { path = folder.path .. "/none/journal" })
        assert_refused("is a folder", { path = folder.path })
        local _, unread = journal.read(folder.path, { operation = "keys.rotate", version = 1 })
        assert.equal(("keys.rotate: the journal %s is a folder (journal)"):format(folder.path), unread)
        assert_refused("is a device", { path = "/dev/full" })
        local _, message = open({ path = path .. "\0" })
        assert.truthy(message:find("has a NUL in its path", 1, true))
        assert.has_error(function() journal.open(nil, { operation = "keys.rotate", version = 1 }) end)
    end)

    it("is refused when it may only be read", function()
        local file = io.open(READ_ONLY)
        if not file then return pending("this system has no file that nobody may write") end
        file:close()
        assert_refused("cannot be opened for writing", { path = READ_ONLY })
    end)

    it("says so when the disk is full, and keeps its whole lines", function()
        local output = program.run(([[
            local book = assert(require("ncp.base.journal").open(%q, { operation = "keys.rotate", version = 1 }))
            local count = 0
            local written, message, err
            repeat
                written, message, err = book:append({ step = "a step with a long name" })
                count = count + 1
            until not written or count > 1000
            print(count, err.kind, message)
            print(select(2, book:append({ step = "next" })))
        ]]):format(path), {}, "trap '' XFSZ; ulimit -f 1;")
        local count, rest = output:match("^(%d+)\tjournal\t(.*)$")
        assert.is_not_nil(count, output)
        assert.matches("^keys.rotate: the journal .- cannot be written: File too large %(journal%)\n", rest)
        assert.matches("could not be written before: open it again %(journal%)\n$", rest)
        local book = assert(open())
        assert.equal(tonumber(count) - 1, #book:entries())
        close_after(book, { step = "more" })
    end)
end)
