-- The page of the gateway, as somebody uses it in an incident.
local browser = require("spec.support.browser")
local gateway = require("spec.support.gateway")
local phases = require("spec.support.phases")
local program = require("spec.support.program")
local visit = require("spec.support.visit")

local PICTURES = os.getenv("GATEWAY_PICTURES") -- a folder to keep screenshots in
local HOSTILE = "<img src=x onerror=document.title='hacked'>"

local ROWS = "[...document.querySelectorAll('#keys tbody tr')].map(row => [...row.cells].map(it => it.textContent))"

local LOOKS = "(() => {" .. browser.CONTRAST .. [[
    const texts = [...document.querySelectorAll('body *')].filter(e => e.checkVisibility()
        && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && !e.disabled);
    const fields = [...document.querySelectorAll('input, textarea, select')];
    return {
        contrast: Math.min(...texts.map(contrast)), dark: luminance(back(document.body)) < .5,
        scroll: document.documentElement.scrollWidth - innerWidth, violations: violations, title: document.title,
        unnamed: fields.filter(e => e.labels.length === 0).map(e => e.id), address: location.href,
        kept: localStorage.length + sessionStorage.length + document.cookie.length, images: document.images.length,
    };
})()]]

describe("the page of the gateway #nginx", function()
    local world, nginx, page, keys

    setup(function()
        world = gateway.world(phases.resty_folder())
        nginx = world.nginx
        page = visit.start()
    end)

    teardown(function()
        page:close()
        world:close()
    end)

    before_each(function() keys = world:new_keys() end)
    after_each(function() world:remove(keys) end)

    local function open(scheme, width)
        page:open(nginx.origin .. "/", { scheme = scheme or "light", width = width or 1000 })
    end

    -- Goes to the element of that id by the keyboard alone.
    local function go_to(selector)
        for _ = 1, 20 do
            if page:look(("document.activeElement.matches(%q)"):format(selector)) then return end
            page:press("Tab")
        end
        error("the keyboard does not lead to " .. selector, 2)
    end

    local function fill(text, token)
        go_to("#token")
        page:type(token or gateway.TOKEN)
        go_to("#text")
        page:type(text)
    end

    local function wait_for_status(words)
        page:wait_for(("document.getElementById('status').textContent.includes(%q)"):format(words))
    end

    it("switches off what is in a text, by the keyboard alone, and shows each key", function()
        open()
        fill(("leaked: %s\nand %s, and ncp_iam_NOBODYNOBODY00000001"):format(keys[1], keys[2]))
        go_to("button[value=off]")
        page:press("Enter")
        wait_for_status("2 off")
        local shown = {}
        for _, row in ipairs(page:look(ROWS)) do shown[row[1]] = { row[2], row[3] } end
        assert.same({
            [keys[1]] = { "off", "build-bot" }, [keys[2]] = { "off", "build-bot" },
            ncp_iam_NOBODYNOBODY00000001 = { "nobody has it", "" },
        }, shown)
        assert.same({ [keys[1]] = false, [keys[2]] = false }, world:active_keys())
    end)

    it("shows the states that a key goes through", function()
        open()
        page:look([[ window.seen = []; new MutationObserver(() => {
            const state = document.querySelector('#keys tbody .state');
            if (state && seen.at(-1) !== state.textContent) seen.push(state.textContent);
        }).observe(document.getElementById('keys'), { subtree: true, childList: true, characterData: true }); 1 ]])
        fill(keys[1])
        go_to("button[value=off]")
        page:press(" ")
        wait_for_status("1 off")
        local seen = page:look("seen")
        assert.equal("off", seen[#seen])
        assert.truthy(#seen == 1 or seen[1] == "looking for its owner" or seen[1] == "switching off")
    end)

    it("only looks when Enter is pressed in the field of the token", function()
        open()
        fill(keys[1])
        page:look("document.getElementById('token').focus()")
        page:press("Enter")
        wait_for_status("1 on")
        assert.is_true(world:active_keys()[keys[1]])
        assert.is_true(page:look("document.getElementById('journal').hidden"))
    end)

    it("says what is wrong: a wrong token, and a text without keys", function()
        open()
        fill(keys[1], "wrong")
        go_to("button[value=off]")
        page:press("Enter")
        wait_for_status("a token is needed")
        assert.is_true(page:look("document.getElementById('status').classList.contains('bad')"))
        page:look("document.getElementById('token').value = ''; document.getElementById('text').value = ''")
        page:look("document.getElementById('token').focus()")
        page:type(gateway.TOKEN)
        go_to("#text")
        page:type("nothing of interest")
        go_to("button[value=off]")
        page:press("Enter")
        wait_for_status("No key is in this text")
        assert.is_true(world:active_keys()[keys[1]])
    end)

    it("hands out the journal", function()
        open()
        fill(keys[1])
        go_to("button[value=off]")
        page:press("Enter")
        wait_for_status("1 off")
        page:look("URL.createObjectURL = it => { it.text().then(text => { window.saved = text; }); return '#'; }; 1")
        go_to("#journal")
        page:press("Enter")
        page:wait_for("typeof saved === 'string' && saved.includes('\"step\":\"end\"')")
    end)

    it("audits, and filters what was found", function()
        open()
        go_to("#token")
        page:type(gateway.TOKEN)
        go_to("#audit button")
        page:press("Enter")
        page:wait_for("document.querySelectorAll('#findings tbody tr').length > 0")
        local all = page:look("document.querySelectorAll('#findings tbody tr').length")
        go_to("#filter")
        page:type("backup")
        local names = page:look(
            "[...document.querySelectorAll('#findings tbody tr')].map(row => row.cells[1].textContent)")
        assert.is_true(#names > 0 and #names < all)
        for _, name in ipairs(names) do assert.equal("backup-bot", name) end
        assert.matches(("^%d of %d findings"):format(#names, all),
            page:look("document.getElementById('audited').textContent"))
    end)

    for _, scheme in ipairs { "light", "dark" } do
        it(("can be read when it is %s, and keeps nothing"):format(scheme), function()
            for _, width in ipairs { 1000, 380 } do
                open(scheme, width)
                fill(keys[1] .. " " .. HOSTILE)
                go_to("button[value=look]")
                page:press("Enter")
                wait_for_status("1 on")
                go_to("#audit button")
                page:press("Enter")
                page:wait_for("document.querySelectorAll('#findings tbody tr').length > 0")
                local looks = page:look(LOOKS)
                assert.is_true(looks.contrast >= 4.5, looks.contrast)
                assert.equal(scheme == "dark", looks.dark)
                assert.same({ {}, {}, 0, 0, "Leaked access keys", nginx.origin .. "/" },
                    { looks.violations, looks.unnamed, looks.kept, looks.images, looks.title, looks.address })
                assert.is_true(looks.scroll <= 0, looks.scroll)
                local log = program.read(nginx.dir .. "/error.log")
                assert.is_nil(log:find(gateway.TOKEN, 1, true))
                assert.is_nil(log:find(world.emulator:variables().NCLOUD_SECRET_KEY, 1, true))
                if PICTURES then page:screenshot(("%s/%s-%d.png.base64"):format(PICTURES, scheme, width)) end
            end
        end)
    end
end)
