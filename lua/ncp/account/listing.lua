--- Whole lists, several pages at once.
local core = require("ncp.core")
local errors = require("ncp.base.error")
local paginator = require("ncp.call.paginator")

local ROWS_PER_PAGE, PAGES_AHEAD = 100, 16

local Listing = {}
Listing.__index = Listing

-- Rows that moved to another page while the pages were read are missing, or there twice.
local function changed(self)
    return errors.fail({
        kind = "conflict", operation = self.row.noun .. ".list", retryable = true, sent = true,
        message = "the list changed while it was read",
    })
end

local function take(self, rows)
    for _, row in ipairs(rows) do
        if not self.seen[row[self.id]] then
            self.seen[row[self.id]], self.count = true, self.count + 1
            self.found(row)
        end
    end
end

local read_page

-- A few pages more than were read, however many the service says there are.
local function add_pages(self)
    for number = self.next_page, math.min(self.pages, self.read + PAGES_AHEAD) - 1 do
        table.insert(self.jobs, function() return read_page(self, number) end)
        self.next_page = number + 1
    end
end

function read_page(self, number)
    local paging = self.row.paging
    local page, message, err = self.list({ [paging.page] = number, [paging.size] = ROWS_PER_PAGE })
    if not page then return nil, message, err end
    local rows, count = paginator.read(self.row, page, number)
    if not rows then return nil, count end
    self.total = self.total or page[paging.total]
    if page[paging.total] ~= self.total then return changed(self) end
    self.read, self.pages = self.read + 1, count
    take(self, rows)
    add_pages(self)
    if self.read == self.pages and self.count ~= self.total then return changed(self) end
    return true
end

--- add(jobs, client, noun, id, found) adds to `jobs`, functions for `ncp.map`, those that read all that the noun
-- lists. `found(row)` is called once for each row; `id` is the name of the field that tells rows apart. A job fails
-- when a page cannot be had or when the list changed meanwhile: a list is never short.
return function(jobs, client, noun, id, found)
    add_pages(setmetatable({
        jobs = jobs, list = client[noun].list, row = core.describe(noun, "list", client.api), id = id, found = found,
        count = 0, seen = {}, read = 0, pages = 1, next_page = 0,
    }, Listing))
end
