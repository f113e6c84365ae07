--- A page of a server in headless Chromium that is typed into and watched, over the browser's debugging pipe.
local cjson = require("cjson")

local core = require("ncp.core")

local browser = require("spec.support.browser")
local program = require("spec.support.program")

local visit = {}
visit.__index = visit

local PATIENCE = 20 -- seconds
local POLL = 0.02 -- seconds between looks at a page

-- The shell opens the pipes in the order in which they are opened below: each waits for its other end.
local COMMAND = "cd '{folder}' && mkfifo in out && { " .. browser.START
    .. "--proxy-server='direct://' --remote-debugging-pipe about:blank 3<in 4>out >log 2>&1 & }"

local function read_message(self)
    local bytes = {}
    while true do
        local byte = assert(self.from:read(1), "the browser has ended")
        if byte == "\0" then return cjson.decode(table.concat(bytes)) end
        bytes[#bytes + 1] = byte
    end
end

--- send(method, parameters) → what the browser answers to this command of its protocol.
function visit:send(method, parameters)
    self.number = self.number + 1
    self.to:write(cjson.encode({ id = self.number, method = method, params = parameters, sessionId = self.session }),
        "\0")
    self.to:flush()
    while true do
        local message = read_message(self)
        if message.id == self.number then
            assert(not message.error, message.error and method .. ": " .. tostring(message.error.message))
            return message.result
        end
    end
end

--- start() → a browser with one page.
function visit.start()
    local folder = program.folder()
    local self = setmetatable({ folder = folder, number = 0 }, visit)
    os.execute((COMMAND:gsub("{(%w+)}", { folder = folder.path, program = browser.find_program(), seconds = 120 })))
    self.to = assert(io.open(folder.path .. "/in", "w"))
    self.from = assert(io.open(folder.path .. "/out", "r"))
    local target = self:send("Target.createTarget", { url = "about:blank" }).targetId
    self.session = self:send("Target.attachToTarget", { targetId = target, flatten = true }).sessionId
    self:send("Page.enable", { enabled = true })
    self:send("Page.addScriptToEvaluateOnNewDocument", { source = browser.VIOLATIONS })
    return self
end

--- open(url, { width =, scheme = }) shows the page at the address, in so many pixels, `light` or `dark`.
function visit:open(url, options)
    local scheme = { name = "prefers-color-scheme", value = options.scheme }
    self:send("Emulation.setEmulatedMedia", { features = { scheme } })
    self:send("Emulation.setDeviceMetricsOverride", {
        width = options.width, height = 900, deviceScaleFactor = 1, mobile = false,
    })
    self:look("window.isOld = true")
    self:send("Page.navigate", { url = url })
    self:wait_for("document.readyState === 'complete' && !window.isOld")
end

--- look(expression) → the value of JavaScript in the page, as JSON carries it.
function visit:look(expression)
    local outcome = self:send("Runtime.evaluate", {
        expression = expression, returnByValue = true, awaitPromise = true,
    })
    assert(not outcome.exceptionDetails, cjson.encode(outcome.exceptionDetails or {}))
    return outcome.result.value
end

--- wait_for(expression) waits until it is true; raises when that takes too long.
function visit:wait_for(expression)
    local deadline = core.monotonic() + PATIENCE
    while self:look(expression) ~= true do
        assert(core.monotonic() < deadline, "in vain: " .. expression)
        core.sleep(POLL)
    end
end

local CODES = { Tab = 9, Enter = 13, [" "] = 32, ArrowDown = 40 }
local TEXTS = { Enter = "\r", [" "] = " " }

--- press(key) is a key of the keyboard, such as "Tab".
function visit:press(key)
    local event = { key = key, code = key == " " and "Space" or key, windowsVirtualKeyCode = CODES[key],
        text = TEXTS[key] }
    event.type = "keyDown"
    self:send("Input.dispatchKeyEvent", event)
    event.type, event.text = "keyUp", nil
    self:send("Input.dispatchKeyEvent", event)
end

--- type(text) types into what has the focus.
function visit:type(text)
    self:send("Input.insertText", { text = text })
end

--- screenshot(path) writes a picture of the page, PNG in Base64.
function visit:screenshot(path)
    program.write(path, self:send("Page.captureScreenshot", { format = "png", captureBeyondViewport = true }).data)
end

function visit:close()
    self.session = nil
    pcall(self.send, self, "Browser.close")
    self.from:read("*a") -- until it has ended
    self.to:close()
    self.from:close()
    self.folder.remove()
end

return visit
