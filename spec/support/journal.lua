--- What holds for journals wherever their lines are.
local assert = require("luassert")
local core = require("ncp.core")
local journals = require("ncp.base.journal")

local journal = {}

function journal.steps_of(book)
    local steps = {}
    for i, entry in ipairs(book:entries()) do steps[i] = entry.step end
    return table.concat(steps, " ")
end

function journal.close_after(book, ...)
    assert(book:append(...))
    book:close()
end

function journal.lines_of(text)
    local lines = {}
    for line in text:gmatch("[^\n]*\n") do lines[#lines + 1] = line end
    return lines
end

local Place = {}
Place.__index = Place

--- place(fields) → what the tests below need: `path()`, `read()` → the whole text, `overwrite(text)`, and `fleet()` if
-- there is one.
function journal.place(fields)
    return setmetatable(fields, Place)
end

--- Opens the journal, that of another path or operation if so said.
function Place:open(options)
    options = options or {}
    return journals.open(options.path or self.path(), {
        operation = options.operation or "keys.rotate", version = options.version or 1, now = options.now,
        fleet = self.fleet and self.fleet(),
    })
end

--- Makes a journal of three steps, closed; returns its text.
function Place:write_three()
    local book = assert(self:open())
    for _, step in ipairs({ "one", "two", "three" }) do assert(book:append({ step = step })) end
    book:close()
    return self.read()
end

function Place:assert_refused(reason, options)
    local book, message, err = self:open(options)
    assert.is_nil(book)
    assert.equal(message, tostring(err))
    local path = options and options.path or self.path()
    assert.truthy(message:find("keys.rotate: the journal " .. path, 1, true), message)
    assert.truthy(message:find(reason, 1, true), message)
    return err
end

local function describe_use(self, it)
    it("goes on where it was, each line with its time in UTC", function()
        local first = assert(self:open({ now = function() return 1767225600007 end }))
        assert.equal(0, #first:entries())
        journal.close_after(first, { step = "one", keys = { "A", "B" } }, { step = "two" })
        local second = assert(self:open())
        assert.equal("one two", journal.steps_of(second))
        assert.same({ step = "one", keys = { "A", "B" }, at = "2026-01-01T00:00:00.007Z" }, second:entries()[1])
        journal.close_after(second, { step = "three" })
        local third = assert(self:open())
        assert.equal("one two three", journal.steps_of(third))
        third:close()
    end)

    it("is held by one run at a time", function()
        local first = assert(self:open())
        self:assert_refused("is in use by another run")
        first:close()
        first:close()
        local second = assert(self:open())
        second:close()
    end)

    it("keeps the order of its lines when the clock jumps", function()
        local time = 1767225600000
        local book = assert(self:open({ now = function() return time end }))
        assert(book:append({ step = "one" }))
        time = time - 365 * 24 * 3600 * 1000
        journal.close_after(book, { step = "two" })
        local again = assert(self:open())
        assert.equal("one two", journal.steps_of(again))
        assert.equal("2025-01-01T00:00:00.000Z", again:entries()[2].at)
        again:close()
    end)

    it("takes no secrets", function()
        local book = assert(self:open())
        assert.has_error(function() book:append({ secret = core.secret("hidden") }) end)
        book:close()
        assert.is_nil(self.read():find("hidden", 1, true))
    end)
end

local function describe_changes(self, it)
    local function assert_line_refused(lines, number)
        self.overwrite(table.concat(lines))
        assert.equal("journal",
            self:assert_refused(("line %d is not as it was written"):format(number)).kind)
    end

    it("is refused, with the number of the line", function()
        local lines = journal.lines_of(self:write_three())
        for number = 2, #lines do
            local changed = journal.lines_of(table.concat(lines))
            changed[number] = changed[number]:gsub('"step":"', "%0x")
            assert_line_refused(changed, number)
        end
        assert_line_refused({ lines[1], lines[3], lines[4] }, 2)
        assert_line_refused({ lines[1], lines[3], lines[2], lines[4] }, 2)
        assert_line_refused({ lines[1], lines[2], lines[2], lines[3] }, 3)
        assert_line_refused({ lines[1], lines[2], "\n", lines[3] }, 3)
        assert_line_refused({ lines[1], lines[2], lines[3], "a note\n" }, 4)
    end)

    it("is left as it is when it is something else", function()
        for _, text in ipairs({ "a secret without an end of line", "some\nlines\n", "{}\n", "\0\0\0" }) do
            self.overwrite(text)
            self:assert_refused("is not a journal")
            assert.equal(text, self.read())
        end
    end)

    it("is refused when it is of something else", function()
        self:write_three()
        local book, message = self:open({ operation = "keys.sweep" })
        assert.is_nil(book)
        assert.matches("is of keys.rotate", message)
        self:assert_refused("was written by another version", { version = 2 })
    end)
end

--- describe(self, describe, it) declares the tests of a place, with what busted gives to a spec. Before each its path
-- must be of a journal that is not there.
function Place:describe(describe, it)
    describe("a journal", function() describe_use(self, it) end)
    describe("a journal that was changed by hand", function() describe_changes(self, it) end)
end

return journal
