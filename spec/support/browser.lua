--- Pages looked at in headless Chromium, which is kept from the network.
local cjson = require("cjson")

local program = require("spec.support.program")

local browser = {}

local NAMES = { "chromium", "chromium-browser", "google-chrome" }

--- How to start it, with `{folder}` for a folder of its own, `{program}` for its path and `{seconds}` for the time
-- that it has, to be gone on with. The wrapper of Debian reads settings, and the browser writes some, in the folder of
-- the user.
browser.START = "HOME='{folder}' timeout {seconds} {program} --headless --no-sandbox --disable-gpu --disable-quic "
    .. "--no-first-run --disable-background-networking --disable-component-update --disable-sync "
    .. "--user-data-dir='{folder}/profile' "

local COMMAND = "cd '{folder}' && " .. browser.START .. "--host-resolver-rules='MAP * ^NOTFOUND' "
    .. "--window-size={width},900 --blink-settings=preferredColorScheme={scheme} "
    .. "--dump-dom 'file://{folder}/page.html' 2>'{folder}/log'"

local SCHEMES = { dark = "0", light = "1" }

--- find_program() → the path of Chromium; raises without it.
function browser.find_program()
    for _, name in ipairs(NAMES) do
        local pipe = io.popen("command -v " .. name)
        local path = pipe:read("*l")
        pipe:close()
        if path then return path end
    end
    error("Chromium is needed to look at pages: scripts/setup test installs it", 0)
end

-- The page as it is, but for two scripts, the first of which runs before all else. The policy of the page is
-- only widened by them.
local function with_scripts(page, first, last)
    local function script(source) return ('<script nonce="spec">%s</script>'):format(source) end
    local policy = "default-src 'none'"
    local at, stop = page:find(policy, 1, true)
    page = page:sub(1, stop) .. "; script-src 'nonce-spec'" .. page:sub(stop + 1)
    assert(at and page:find("<meta charset", 1, true) and page:find("</body>", 1, true), "the page has another form")
    page = page:gsub("<meta charset", function(found) return script(first) .. found end, 1)
    return (page:gsub("</body>", function(found) return script(last) .. found end, 1))
end

local ENTITIES = { quot = '"', amp = "&", lt = "<", gt = ">" }

--- JavaScript that keeps, from when it is run, the directives of the page's policy that are violated, as `violations`.
browser.VIOLATIONS = "var violations = [];"
    .. "addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective));"

--- JavaScript of `luminance(color)`, `back(element)`, the colour behind an element, and `contrast(element)` (WCAG 2).
browser.CONTRAST = [[
    function channels(color) { return color.match(/[\d.]+/g).map(Number); }
    function luminance(color) {
        const [r, g, b] = channels(color).map(c => c / 255)
            .map(c => c <= .04 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b;
    }
    function back(element) {
        const color = getComputedStyle(element).backgroundColor;
        return channels(color)[3] === 0 && element.parentElement ? back(element.parentElement) : color;
    }
    function contrast(element) {
        const shown = getComputedStyle(element);
        const pair = [luminance(element.closest('svg') ? shown.fill : shown.color), luminance(back(element))];
        return (Math.max(...pair) + .05) / (Math.min(...pair) + .05);
    }
]]

-- `measured` is what the expression gives at the end.
local LAST = "document.documentElement.dataset.measured = JSON.stringify((%s)());"

--- measure(page, source, options) → what the JavaScript function `source` returns in the page (text of HTML),
-- where `violations` has the directives of the policy that were violated. `options` are `width` (pixels) and
-- `scheme` (`light` or `dark`).
function browser.measure(page, source, options)
    local folder = program.folder()
    program.write(folder.path .. "/page.html", with_scripts(page, browser.VIOLATIONS, LAST:format(source)))
    local values = {
        folder = folder.path, program = browser.find_program(), seconds = 60,
        width = options.width, scheme = SCHEMES[options.scheme],
    }
    local pipe = io.popen((COMMAND:gsub("{(%w+)}", values)))
    local dom = pipe:read("*a")
    pipe:close()
    local log = program.read(folder.path .. "/log")
    folder.remove()
    local measured = dom:match('data%-measured="([^"]*)"')
    if not measured then error("the page was not measured:\n" .. log, 0) end
    return cjson.decode((measured:gsub("&(%w+);", ENTITIES)))
end

return browser
