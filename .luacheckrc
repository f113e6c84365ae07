std = "min" -- what 5.1 to 5.4 and LuaJIT have in common
max_line_length = 110
files["spec"] = { std = "+busted" }
