-- Journals: what survives a crash, and what is refused.
local core = require("ncp.core")
local journal = require("ncp.base.journal")
local program = require("spec.support.program")

local READ_ONLY = "/sys/kernel/fscaps" -- for root too

local folder, path

before_each(function()
    folder = program.folder()
    path = folder.path .. "/journal"
end)
after_each(function() folder.remove() end)

local function open(options)
    options = options or {}
    return journal.open(options.path or path, {
        operation = options.operation or "keys.rotate", version = options.version or 1, now = options.now,
    })
end

local function close_after(book, ...)
    assert(book:append(...))
    book:close()
end

-- A journal of three steps, closed; returns its text.
local function write_three()
    local book = assert(open())
    for _, step in ipairs({ "one", "two", "three" }) do assert(book:append({ step = step })) end
    book:close()
    return program.read(path)
end

local function overwrite(text)
    local file = assert(io.open(path, "wb"))
    file:write(text)
    file:close()
end

local function steps_of(book)
    local steps = {}
    for i, entry in ipairs(book:entries()) do steps[i] = entry.step end
    return table.concat(steps, " ")
end

local function lines_of(text)
    local lines = {}
    for line in text:gmatch("[^\n]*\n") do lines[#lines + 1] = line end
    return lines
end

local function assert_refused(reason, options)
    local book, message, err = open(options)
    assert.is_nil(book)
    assert.equal("journal", err.kind)
    assert.equal(message, tostring(err))
    assert.truthy(message:find("keys.rotate: the journal " .. (options and options.path or path), 1, true), message)
    assert.truthy(message:find(reason, 1, true), message)
end

describe("a journal", function()
    it("goes on where it was, each line with its time in UTC", function()
        local first = assert(open({ now = function() return 1767225600007 end }))
        assert.equal(0, #first:entries())
        close_after(first, { step = "one", keys = { "A", "B" } }, { step = "two" })
        local second = assert(open())
        assert.equal("one two", steps_of(second))
        assert.same({ step = "one", keys = { "A", "B" }, at = "2026-01-01T00:00:00.007Z" }, second:entries()[1])
        close_after(second, { step = "three" })
        local third = assert(open())
        assert.equal("one two three", steps_of(third))
        third:close()
    end)

    it("is only for its owner, and has a line for each entry", function()
        local text = write_three()
        assert.equal(4, #lines_of(text))
        assert.matches('^{"at":"%d%d%d%d%-%d%d%-%d%dT%d%d:%d%d:%d%d%.%d%d%dZ","journal":"rotate","version":1,', text)
        local pipe = assert(io.popen("ls -l " .. path))
        assert.matches("^%-rw%-%-%-%-%-%-%-", pipe:read("*a"))
        pipe:close()
    end)

    it("is held by one run at a time", function()
        local first = assert(open())
        assert_refused("is in use by another run")
        assert.equal("", program.run(([[
            local book, message = require("ncp.base.journal").open(%q, { operation = "keys.rotate", version = 1 })
            if book or not message:find("in use by another run", 1, true) then print(book, message) end
        ]]):format(path)))
        first:close()
        first:close()
        local second = assert(open())
        second:close()
    end)

    it("keeps the order of its lines when the clock jumps", function()
        local time = 1767225600000
        local book = assert(open({ now = function() return time end }))
        assert(book:append({ step = "one" }))
        time = time - 365 * 24 * 3600 * 1000
        close_after(book, { step = "two" })
        local again = assert(open())
        assert.equal("one two", steps_of(again))
        assert.equal("2025-01-01T00:00:00.000Z", again:entries()[2].at)
        again:close()
    end)

    it("takes no secrets", function()
        local book = assert(open())
        assert.has_error(function() book:append({ secret = core.secret("hidden") }) end)
        book:close()
        assert.is_nil(program.read(path):find("hidden", 1, true))
    end)
end)

describe("a journal after a crash", function()
    it("has the lines that were whole, wherever it was cut", function()
        local text = write_three()
        local ends, expected = {}, { "one", "one two", "one two three" }
        for line_end in text:gmatch("\n()") do ends[#ends + 1] = line_end - 1 end
        for length = 0, #text do
            overwrite(text:sub(1, length))
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
        local text = write_three()
        overwrite(text:sub(1, -40) .. ("\0"):rep(20) .. text:sub(-19))
        local book = assert(open())
        assert.equal("one two", steps_of(book))
        close_after(book, { step = "more" })
        assert.is_nil(program.read(path):find("\0", 1, true))
    end)
end)

describe("a journal that was changed by hand", function()
    local function assert_line_refused(lines, number)
        overwrite(table.concat(lines))
        assert_refused(("line %d is not as it was written"):format(number))
    end

    it("is refused, with the number of the line", function()
        local lines = lines_of(write_three())
        for number = 2, #lines do
            local changed = lines_of(table.concat(lines))
            changed[number] = changed[number]:gsub('"step":"', "%0x")
            assert_line_refused(changed, number)
        end
        assert_line_refused({ lines[1], lines[3], lines[4] }, 2)
        assert_line_refused({ lines[1], lines[3], lines[2], lines[4] }, 2)
        assert_line_refused({ lines[1], lines[2], lines[2], lines[3] }, 3)
        assert_line_refused({ lines[1], lines[2], "\n", lines[3] }, 3)
        assert_line_refused({ lines[1], lines[2], lines[3], "a note\n" }, 4)
    end)

    it("is left as it is when it is another file", function()
        for _, text in ipairs({ "a secret without an end of line", "some\nlines\n", "{}\n", "\0\0\0" }) do
            overwrite(text)
            assert_refused("is not a journal")
            assert.equal(text, program.read(path))
        end
    end)

    it("is refused when it is of something else", function()
        write_three()
        local book, message = open({ operation = "keys.sweep" })
        assert.is_nil(book)
        assert.matches("is of keys.rotate", message)
        assert_refused("was written by another version", { version = 2 })
    end)
end)

describe("a journal that cannot be written", function()
    it("is refused", function()
        assert_refused("No such file or directory", { path = folder.path .. "/none/journal" })
        assert_refused("is a folder", { path = folder.path })
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
