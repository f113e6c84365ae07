-- Rules about what may stand in a line.

local source = require "rules.source"

local C = "^src/.*%.[ch]$"
local LIBRARY = "^lua/ncp/.*%.lua$"
local ANY = "."

-- `words` are functions that must not be called, `patterns` what must not match; `where` and `except`
-- tell in which files. `text` is looked through: "code", "comments" or "all".
local rules = {
    { words = "strcpy strcat strncpy strncat sprintf vsprintf gets strtok atoi atol atof", where = C,
      say = "use ncp_bytes, snprintf or strtol: they cannot overrun and show failures" },
    { words = "printf puts putchar fprintf vprintf perror system popen exit abort assert", where = C,
      say = "a library does not print, start a shell or end the process: return a status" },
    { words = "realloc", where = "^src/core/",
      say = "realloc leaves the old bytes behind: move and wipe, as ncp_bytes does" },
    { words = "luaL_ref luaL_unref lua_call lua_callk lua_pcall lua_pcallk lua_resume", where = C,
      say = "C never calls Lua back: return to Lua instead" },
    { words = "curl_global_cleanup OPENSSL_cleanup ERR_clear_error", where = C,
      say = "others in the process use these libraries too: leave their state as it was found" },
    { patterns = { "CURLOPT_SSL_VERIFY%u+%s*,%s*0", "CURLOPT_FOLLOWLOCATION%s*,%s*1" }, where = C,
      say = "TLS is always verified, and redirects are never followed" },
    { patterns = { "^%s+lua_State%s*%*%s*%w+%s*;" }, where = C,
      say = "keep no lua_State: it may be a coroutine that is gone at the next call" },
    { patterns = { "LUA_VERSION_NUM", "LUAJIT_VERSION" }, where = C, except = "^src/lua/compat%.h$",
      say = "test the Lua version in src/lua/compat.h only" },
    { patterns = { "OPENSSL_VERSION", "OPENSSL_API_LEVEL" }, where = C, except = "^src/core/hmac%.c$",
      say = "tell versions of OpenSSL apart in src/core/hmac.c only" },
    { words = "print os.exit os.execute io.popen io.write", where = LIBRARY, except = "^lua/ncp/cli/",
      say = "a library does not print, start a shell or end the process" },
    { patterns = { "loadstring", "setfenv", "getfenv", "math%.pow", "table%.getn" }, where = "%.lua$",
      except = "^scripts/rules/", say = "not in every Lua from 5.1 to 5.4" },

    { patterns = { "%f[%w]TODO%f[%W]", "%f[%w]FIXME%f[%W]", "%f[%w]XXX%f[%W]" }, where = ANY,
      except = "^scripts/rules/", text = "all", say = "do it, or file an issue" },
    { patterns = { "[ \t]+$" }, where = ANY, except = "%.json$", text = "all", say = "remove the trailing space" },
    { patterns = { "^%s*/?[/*]+ ?[%w_].*[%)=].*;%s*%*?/?$", "^%s*/?[/*]+ ?[{}]%s*%*?/?$" },
      where = "%.[ch]$", text = "comments", say = "remove the code that is commented out" },
    { patterns = { "^%s*%-%- ?local%s", "^%s*%-%- ?end[),;]*$", "^%s*%-%- ?if .* then$", "^%s*%-%- ?for .* do$" },
      where = "%.lua$", text = "comments", say = "remove the code that is commented out" },
}

local function patterns_of(rule)
    if rule.patterns then return rule.patterns end
    local patterns = {}
    for word in rule.words:gmatch("%S+") do
        patterns[#patterns + 1] = "%f[%w_.]" .. word:gsub("%.", "%%.") .. "%s*%("
    end
    return patterns
end

local function matches(line, patterns)
    for _, pattern in ipairs(patterns) do
        if line:find(pattern) then return true end
    end
    return false
end

local function applies(rule, path)
    return path:find(rule.where) and not (rule.except and path:find(rule.except))
end

local function texts_of(path)
    local texts = { all = source.read(path) }
    if path:find("%.[ch]$") or path:find("%.lua$") then texts.code, texts.comments = source.split(path) end
    return texts
end

local function check_lines(report, path, rule, text)
    local patterns = patterns_of(rule)
    for number, line in source.lines(text) do
        if matches(line, patterns) then report(path, number, rule.say) end
    end
end

return function(report)
    for _, path in ipairs(source.files("src lua bin spec tests scripts examples bench docs", "[^~]$")) do
        local texts = (path:find("%.png$") or path:find("/fuzz/corpus/")) and {} or texts_of(path)
        for _, rule in ipairs(rules) do
            local text = applies(rule, path) and texts[rule.text or "code"]
            if text then check_lines(report, path, rule, text) end
        end
    end
end
