-- What packagers are told of the library.
local command = require("spec.support.command")
local program = require("spec.support.program")
local version = require("ncp.version")

describe("dist.ini", function()
    local text = program.read("dist.ini")

    it("has the version of the library", function()
        assert.equal(version, text:match("\nversion = (%S+)\n"))
    end)

    it("names a main module that is there", function()
        assert.truthy(io.open(text:match("\nmain_module = (%S+)\n")))
    end)
end)

describe("the release", function()
    local plain = version:gsub("%.", "%%.")

    it("is the last one that the changelogs tell of", function()
        local latest = program.read("CHANGELOG.md"):match("\n## %[(%d[^%]]*)%] %- %d%d%d%d%-%d%d%-%d%d\n")
        assert.equal(version, latest)
        assert.truthy(program.read("debian/changelog"):find("^lua%-ncp %(" .. plain .. "%) "))
    end)
end)

describe("scripts/release #once", function()
    local folder

    local function release()
        return program.execute(("sh -c 'cd %s && scripts/release'"):format(folder.path))
    end

    local function rockspec_of(name)
        return program.read(("%s/lua-ncp-%s-1.rockspec"):format(folder.path, name))
    end

    before_each(function()
        folder = program.folder()
        os.execute(("cp -R dist.ini *.rockspec lua src scripts '%s'"):format(folder.path))
    end)

    after_each(function() folder.remove() end)

    it("changes nothing in a tree that is as it should be", function()
        local before = { rockspec_of("scm"), rockspec_of(version), program.read("dist.ini") }
        assert.equal("", release())
        assert.same(before, { rockspec_of("scm"), rockspec_of(version), program.read(folder.path .. "/dist.ini") })
    end)

    it("lists a new module and a new source, where its headers are included", function()
        program.write(folder.path .. "/lua/ncp/base/new.lua", "return {}\n")
        program.write(folder.path .. "/src/core/new.h", "")
        program.write(folder.path .. "/src/core/new.c", '#include "new.h"\n')
        program.write(folder.path .. "/src/leak/new_view.c", '#include "new.h"\n')
        assert.equal("", release())
        for _, name in ipairs({ "scm", version }) do
            local text = rockspec_of(name)
            assert.truthy(text:find('["ncp.base.new"] = "lua/ncp/base/new.lua"', 1, true))
            local _, sources = text:gsub('"src/core/new%.c"', "")
            assert.equal(2, sources) -- of ncp.core, which has all of src/core, and of ncp.leak
        end
    end)

    it("takes the version from one place", function()
        program.write(folder.path .. "/lua/ncp/version.lua", 'return "9.8.7"\n')
        assert.equal("", release())
        assert.truthy(rockspec_of("9.8.7"):find('tag = "v9.8.7"', 1, true))
        assert.truthy(program.read(folder.path .. "/dist.ini"):find("\nversion = 9.8.7\n", 1, true))
        assert.is_nil(io.open(("%s/lua-ncp-%s-1.rockspec"):format(folder.path, version)))
    end)
end)

describe("the workflow", function()
    -- The words of a list of packages, sorted.
    local function words_of(text)
        local words = {}
        for word in text:gmatch("[%w.+@_-]+") do words[#words + 1] = word end
        table.sort(words)
        return words
    end

    it("installs the packages that scripts/setup names", function()
        local setup, workflow = program.read("scripts/setup"), program.read(".github/workflows/test.yml")
        for system, installs in pairs({
            Fedora = { "dnf install", "install_weak_deps=False(.-)\n      %- run" },
            Alpine = { "apk add", "apk add (build%-base.-)\n      %- run" },
            Homebrew = { "brew install", "brew install (.-)\n" },
        }) do
            local named = setup:match("\n  " .. system .. ": +" .. installs[1] .. " (.-)\n  %u")
            assert.same(words_of(named), words_of(workflow:match(installs[2])), system)
        end
    end)
end)

describe("the README", function()
    local text = program.read("README.md")

    local function is_there(path)
        return os.rename(path, path) ~= nil
    end

    it("and the pages of docs link to what is there", function()
        local pipe = assert(io.popen("ls *.md docs/*.md"))
        for path in pipe:lines() do
            for target in program.read(path):gmatch("%]%(([^)#]+)[^)]*%)") do
                local folder = path:match("^docs/") or ""
                local is_local = not target:find("^%a+:")
                if is_local then assert.is_true(is_there(folder .. target), path .. ": " .. target) end
            end
        end
        pipe:close()
    end)

    it("has an example that works", function()
        local emulator = command.start({ "emulator", "--seed", "examples/seed.json" })
        local folder = program.folder()
        program.write(folder.path .. "/paste.txt", "key: ncp_iam_EXAMPLE0000000000001\n")
        local source = text:match("```lua\n(.-)```"):gsub('"(%a+%.%a+)"', ('"%s/%%1"'):format(folder.path))
        local output = program.run(source, emulator:variables())
        emulator:close()
        folder.remove()
        assert.matches("^build%-bot\t0 keys\nbackup%-bot\t1 keys\n1 off\n", output)
        assert.matches("\n  ncp_iam_EXAMPLE0000000000001  of backup%-bot, after [%d.]+ s, line 1, column 6\n$", output)
    end)

    it("has pictures that are small", function()
        for picture in text:gmatch("%((docs/pictures/[^)]+)%)") do
            assert.is_true(#program.read(picture) < 150000, picture)
        end
    end)
end)
