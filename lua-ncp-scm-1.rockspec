rockspec_format = "3.0"
package = "lua-ncp"
version = "scm-1"
build = { type = "builtin", modules = {} }
