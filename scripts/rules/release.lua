-- The rule that what tells packagers of the library is as scripts/release makes it.

local files = require "dist.files"
local made = require "made"

return function(report)
    for _, path in ipairs(made.differing(files.texts(), files.rockspecs())) do
        report(path, 1, "run scripts/release")
    end
end
