--- Runs one operation of the model for the command line.

local core = require("ncp.core")
local quantity = require("ncp.base.quantity")

local accounts = require("ncp.cli.accounts")
local arguments = require("ncp.cli.arguments")
local clients = require("ncp.cli.clients")
local failure = require("ncp.cli.failure")
local flags = require("ncp.cli.flags")
local orphan = require("ncp.cli.orphan")
local output = require("ncp.cli.output")
local secret_file = require("ncp.cli.secret_file")
local stdout = require("ncp.cli.stdout")

local operation = {}

local unpack = table.unpack or unpack

local function makes_secret(row)
    for _, field in ipairs(row.result) do
        if field.sensitive then return true end
    end
    return false
end

--- declare(command, row) adds the arguments and options of an operation.
function operation.declare(command, row)
    command:description(("%s.\n\n%s %s"):format(row.doc, row.method, row.path))
    arguments.declare(command, row.parameters)
    output.declare(command)
    if row.paging then command:flag("--all", "read all pages, one after the other") end
    if makes_secret(row) then secret_file.declare(command) end
    command:flag("--dry-run", "print the request, with secrets masked, and send nothing")
end

-- The arguments of the client's function: positional ones, the table of fields where the row has any, the options.
local function read_arguments(row, options)
    local values, count, fields = {}, 0, nil
    for _, field in ipairs(row.parameters) do
        local value = not field.carried and arguments.read(options, field)
        if field.positional then
            count = count + 1
            values[count] = value
        elseif not field.carried then
            fields = fields or {}
            fields[field.name] = value
        end
    end
    if fields then
        count = count + 1
        values[count] = fields
    end
    return values, count
end

-- Puts the ids of accounts in the place of what they were named by.
local function resolve_accounts(row, values, count, client)
    local position = 0
    for _, field in ipairs(row.parameters) do
        if field.positional then position = position + 1 end
        local holder = field.positional and values or values[count]
        local name = field.positional and position or field.name
        if accounts.is_account(field) and holder[name] then holder[name] = accounts.resolve(client, holder[name]) end
    end
end

local function print_request(options, request)
    if options.json then return stdout.write(assert(core.json(request)), "\n") end
    local names = {}
    for name in pairs(request.headers) do names[#names + 1] = name end
    table.sort(names)
    stdout.write(request.method, " ", request.url, "\n")
    for _, name in ipairs(names) do stdout.write(name, ": ", request.headers[name], "\n") end
    if request.body then stdout.write("\n", request.body, "\n") end
end

local function print_list(options, row, list)
    local writer = output.rows(options, row.result)
    for _, object in ipairs(list) do writer.row(object) end
    writer.finish()
end

local function print_page(options, row, page)
    local paging = row.paging
    print_list(options, row, page[paging.items])
    local shown, total = #page[paging.items], tonumber(page[paging.total])
    if total and total > shown then
        failure.note(("%d of %s; --all reads all pages"):format(shown, quantity(total, "row")))
    end
end

local function print_all(options, row, each, values, count)
    local writer = output.rows(options, row.result)
    for object in each(unpack(values, 1, count)) do writer.row(object) end
    writer.finish()
end

local function print_result(options, row, out)
    if row.result_list then return print_list(options, row, out) end
    if row.paging then return print_page(options, row, out) end
    output.object(options, row.result, out)
end

-- The exit status of a call that succeeded as a whole.
local function status_of(row, out, meta)
    if meta.warning then failure.note(meta.warning) end
    if (meta.failed or 0) > 0 then
        failure.note(("%d of %s failed"):format(meta.failed, quantity(#out, "item")))
        return 1
    end
    return row.verdict and out[row.result[1].name] == false and 1 or 0
end

-- The path that the secret of the result goes to: nil when it has none, or is printed.
local function secret_path(row, options)
    if not makes_secret(row) then return nil end
    local path = options.secret_file
    if not path and not arguments.brings_secret(options, row.parameters) then
        failure.misuse("the answer has a secret that is shown once: say where it goes with --secret-file")
    end
    if path == "-" then options.reveal = true end
    return path ~= "-" and path or nil
end

-- A refusal of an argument names it as it stands on the command line.
local function must(row, out, meta, err)
    if out == nil and err.kind == "validation" then err.message = flags.of_fields(err.message, row) end
    return failure.must(out, meta, err)
end

-- Prints a secret with the rest of its result; where that fails it is lost.
local function reveal(options, made)
    local printed, reason = pcall(function()
        print_result(options, made.row, made.out)
        stdout.flush()
    end)
    if not printed then secret_file.lose(made, type(reason) == "table" and reason.message or reason) end
end

local function call(row, options, client, values, count, path)
    local place = path and secret_file.reserve(path)
    local before = orphan.listing(row, client, values[1])
    local out, meta, err = client[row.noun:match("[^.]+$")][row.name](unpack(values, 1, count))
    if out == nil then
        if place then place:close() end
        orphan.remove(client, values[1], before, err)
    end
    must(row, out, meta, err)
    local made = { row = row, client = client, values = values, out = out }
    if options.reveal then
        reveal(options, made)
    else
        if makes_secret(row) then secret_file.keep(place, path, made) end
        print_result(options, row, out)
    end
    return status_of(row, out, meta)
end

--- run(row, options) carries out what the command line asks for, and returns the exit status.
function operation.run(row, options)
    output.check(options, row.result)
    local values, count = read_arguments(row, options)
    local path = not options.dry_run and secret_path(row, options) or nil
    options.api = row.api or options.api
    local client = clients.new(row.cloud, options)
    local noun = client[row.noun:match("[^.]+$")]
    if options.dry_run then
        values[count + 1] = { dry_run = true }
        return print_request(options, (must(row, noun[row.name](unpack(values, 1, count + 1)))))
    end
    resolve_accounts(row, values, count, client)
    if options.all then return print_all(options, row, noun[row.name:gsub("^list", "each")], values, count) end
    return call(row, options, client, values, count, path)
end

return operation
