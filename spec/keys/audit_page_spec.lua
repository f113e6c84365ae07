-- The page of an audit, as a browser shows it.
local browser = require("spec.support.browser")
local core = require("ncp.core")
local dates = require("ncp.base.dates")
local huawei = require("ncp.huawei")
local iam_emulator = require("ncp.emulator.huawei")
local ncp = require("ncp")
local new_transport = require("ncp.transport.emulator").new
local program = require("spec.support.program")
local sample = require("spec.support.sample")
local style = require("ncp.keys.audit.style")

local HOSTILE = "<img src=https://example.com/x onerror=document.title='hacked'>"

-- Of keys of all states, some of a user with a hostile name, one user not read.
local function report_of_all()
    local users, now = {}, core.now()
    local function key(id, days, status)
        return {
            access = id, status = status,
            create_time = dates.to_iso(now - days * 86400000), last_use_time = dates.to_iso(now - days * 43200000),
        }
    end
    for i = 1, 12 do
        users[i] = {
            id = "u" .. i, name = i == 7 and HOSTILE or "user-" .. i,
            credentials = { key("ACTIVE" .. i, i * 40), key("OFF" .. i, i * 20, "inactive") },
        }
    end
    local emulator = iam_emulator.new({ seed = { users = users } })
    local transport = new_transport(emulator)
    local access_key, secret_key = emulator:credentials()
    emulator:fault({ kind = "throttle", operation = "huawei.accesskey.list" })
    local client = assert(huawei.new({
        endpoint = "https://iam.example.com", transport = transport, max_attempts = 1,
        access_key = access_key, secret_key = secret_key,
    }))
    return assert(ncp.keys.audit(client, { concurrency = 1 }))
end

local MEASURE = "function () {" .. browser.CONTRAST .. [[
    const all = selector => [...document.querySelectorAll(selector)];
    const texts = all('body *').filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
        && !e.closest('script, title, desc'));
    return {
        title: document.title,
        headings: all('h1, h2').map(e => e.textContent),
        bars: all('figure rect').map(e => ({ state: e.getAttribute('class'), box: e.getBoundingClientRect() })),
        width: innerWidth, scroll: document.documentElement.scrollWidth,
        rows: all('tbody tr').map(e => e.textContent),
        unnamed: all('table').filter(e => !e.caption).length
            + all('svg[role=img]').filter(e => e.ariaLabelledByElements.length != 2).length,
        images: document.images.length,
        requests: performance.getEntriesByType('resource').length,
        violations: violations,
        contrast: Math.min(...texts.map(contrast)),
        dark: luminance(getComputedStyle(document.body).backgroundColor) < .5,
    };
}]]

describe("the page of an audit", function()
    local report, page

    setup(function()
        report = report_of_all()
        page = ncp.keys.audit.html(report)
    end)

    it("has a policy that allows its style only", function()
        local folder = program.folder()
        program.write(folder.path .. "/style.css", style.css)
        local pipe = io.popen("openssl dgst -sha256 -binary " .. folder.path .. "/style.css | openssl base64")
        assert.equal(pipe:read("*l"), style.hash)
        pipe:close()
        folder.remove()
        assert.truthy(page:find("<style>" .. style.css .. "</style>", 1, true))
        local policy = ("content=\"default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'\"")
            :format(style.hash)
        assert.truthy(page:find(policy, 1, true))
        assert.is_nil(page:find("<script", 1, true))
        assert.is_nil(page:find(" style=", 1, true))
    end)

    local function has_row(measured, ...)
        for _, row in ipairs(measured.rows) do
            local found = true
            for _, text in ipairs({ ... }) do found = found and row:find(text, 1, true) end
            if found then return true end
        end
        return false
    end

    local function check_content(measured)
        assert.equal("Audit of access keys: Huawei-style IAM, " .. report.at:sub(1, 10), measured.title)
        assert.same({
            "Audit of access keys", "Keys by age and by use", "Findings", "Checks", "Exemptions", "Keys", "Accounts",
            "How to read this",
        }, measured.headings)
        assert.is_true(has_row(measured, "user-5", "ACTIVE5", "200 days old"))
        assert.is_true(has_row(measured, HOSTILE, "ACTIVE7", "280 days old"))
        assert.is_true(has_row(measured, "huawei.accesskey.list: ", "throttled"))
    end

    local function check_bars(measured)
        local count = {}
        for _, bar in ipairs(measured.bars) do
            assert.is_true(bar.box.width > 1 and bar.box.height > 1)
            assert.is_true(bar.box.right <= measured.width)
            count[bar.state] = (count[bar.state] or 0) + 1
        end
        assert.is_true(count.within > 0 and count.over > 0 and count.disabled > 0)
    end

    local function check_rendering(measured, width, dark)
        assert.same({ 0, 0, 0, {} }, { measured.images, measured.requests, measured.unnamed, measured.violations })
        assert.same({ width, dark }, { measured.width, measured.dark })
        assert.is_true(measured.scroll <= measured.width, "the page is too wide: " .. measured.scroll)
        assert.is_true(measured.contrast >= 4.5, "too little contrast: " .. measured.contrast)
    end

    if sample(1, 0) == 0 then return end -- what a browser shows does not depend on the Lua

    it("is whole, without a request, in 800 pixels", function()
        local measured = browser.measure(page, MEASURE, { width = 800, scheme = "light" })
        check_content(measured)
        check_bars(measured)
        check_rendering(measured, 800, false)
    end)

    it("is as good in the dark, in 500 pixels", function()
        local measured = browser.measure(page, MEASURE, { width = 500, scheme = "dark" })
        check_bars(measured)
        check_rendering(measured, 500, true)
    end)
end)
