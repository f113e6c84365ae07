std = "min" -- what 5.1 to 5.4 and LuaJIT have in common
max_line_length = 120

-- What only some of them have, and is asked for before it is used.
read_globals = {
    "unpack",
    math = { fields = { "tointeger", "type" } },
    table = { fields = { "unpack" } },
}

files["spec"] = { std = "+busted" }
