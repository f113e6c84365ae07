-- Writes what tells packagers of the library. Runs in the checkout's root: scripts/release.

package.path = "scripts/?.lua;" .. package.path

local files = require "dist.files"

require("made").run("scripts/release", files.texts(), files.rockspecs())
