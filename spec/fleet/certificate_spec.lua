-- Whose certificates are (RFC 6125): what luasec tells of one is taken as it gives it.
local certificate = require("ncp.fleet.certificate")

local function of(names)
    return { extensions = function() return { ["2.5.29.17"] = names } end }
end

describe("a certificate", function()
    it("is of the host that it names, in whichever case", function()
        assert.is_true(certificate.is_of(of({ dNSName = { "other", "Redis.Example.com" } }), "redis.example.COM"))
        assert.is_false(certificate.is_of(of({ dNSName = { "redis.example.com" } }), "redis.example.com.org"))
        assert.is_false(certificate.is_of(of(nil), "redis.example.com"))
    end)

    it("has a star for the first label, whole, and for none of a top level domain", function()
        local function covers(pattern, host) return certificate.is_of(of({ dNSName = { pattern } }), host) end
        assert.is_true(covers("*.example.com", "redis.example.com"))
        for _, case in ipairs({
            { "*.example.com", "example.com" }, { "*.example.com", "a.redis.example.com" },
            { "*.com", "example.com" }, { "*", "localhost" }, { "r*.example.com", "redis.example.com" },
            { "redis.*.com", "redis.example.com" }, { "*.example.com", "redis.example-com" },
        }) do
            assert.is_false(covers(case[1], case[2]), table.concat(case, " "))
        end
    end)

    it("is of an address only where that stands among the addresses", function()
        assert.is_true(certificate.is_of(of({ iPAddress = { "10.0.0.1", "::1" } }), "::1"))
        assert.is_false(certificate.is_of(of({ dNSName = { "10.0.0.1", "*.0.0.1" } }), "10.0.0.1"))
    end)
end)
