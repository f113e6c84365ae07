--- Leak response: recognises key ids in any text, finds their owners, switches all of them
-- off at once, and reads back until each is off.
local demand = require("ncp.base.demand")
local errors = require("ncp.base.error")
local finder = require("ncp.keys.ids")
local logs = require("ncp.keys.sweep.log")
local nouns = require("ncp.clouds.nouns")
local options_of = require("ncp.base.options")
local runs = require("ncp.keys.sweep.run")

--- sweep(client, input, options) → a report; nil, message, err when nothing could be begun:
-- an option is refused, there are no keys to sign with, or the journal cannot be written.
--
-- `input` is a text, an open file, or a list of ids, texts and open files, or what
-- `ncp.keys.ids` has made of them. `client` is one of `ncp.new` or `huawei.new`.
--
-- | option | meaning |
-- |---|---|
-- | dry_run | true: nothing is changed; keys that would be switched off are `found` |
-- | except | a list of ids that are left alone |
-- | include_self | true: the key that signs the requests is switched off too, at last |
-- | narrow_sources | `{ { type =, source = } }`, only from there the account's keys work if one cannot be turned off |
-- | detach_policies | true: if that fails too, its account loses its policies and groups |
-- | journal | path of a file, or `fleet:NAME`, that makes an interrupted sweep resumable, and tells what was done |
-- | index | an `ncp.keys.index`, or that of a fleet, which a client with one has: keys in it are switched off first |
-- | concurrency | requests under way at most; default 32 |
-- | rate, deadline | as of `ncp.map` |
-- | max_bytes | how long the input may be in all, default 4 GiB; a longer one is refused |
-- | on_progress | called with (done, failed, total) after each key |
-- | on_reading | the same for accounts, and pages of them, as they are read |
-- | on_owner | called with each key that somebody holds, once its owner is known and before it is switched off |
-- | on_key | called with each key, as in the report, once its state is known |
--
-- A report has `keys`, `counts` (of each state), `words` (how many words of the input have the
-- form of an old id and belong to nobody), `complete` (whether all accounts that had to be
-- read were), `accounts`, `unread`, `input` (`bytes`, `texts`, `cut`, `overflowed`: see
-- docs/sweep.md), `seconds`, `at`, `cloud`, `dry_run`, `journal` and `journal_failure`;
-- `tostring` makes it a text. A key has `id`, `state`, and as far as they are known `owner`,
-- `owner_name`, `was_active`, `seconds` (from the start until it was proven), `by`, `proof`
-- (`at`, `saw`, `request_id`), `message`, `err`, and where it was found first: `file`, `line`,
-- `column`, `encoding` as of `ncp.keys.ids`. States:
--
-- | state | meaning |
-- |---|---|
-- | off | read back as off, or gone |
-- | contained | on, but useless: `by` narrow_sources or detach_policies |
-- | failed | still on; `message` says why |
-- | self | signs the requests; left on |
-- | excepted, found | left alone as asked; would be switched off |
-- | nobody | no account holds it |
-- | unresolved | not found, and not all accounts could be read |
return function(client, input, options)
    demand(client, "client", "keys.sweep")
    local valid, message, err = options_of.check(options, options_of.sweep, "keys.sweep")
    if valid == false then error(message, 2) end
    if not valid then return nil, message, err end
    options = valid
    local state = nouns.state_of(client)
    local own
    own, message = state.auth:credential(state.clock.monotonic() + state.timeout)
    if not own then return errors.fail({ kind = "credentials", operation = "keys.sweep", message = message }) end
    local search = finder.is_search(input) and input or finder.search(input, options.max_bytes)
    local log
    log, message, err = logs.open(not options.dry_run and options.journal, state.clock, state.fleet)
    if not log then return nil, message, err end
    local run = runs.new({
        client = client,
        clock = state.clock,
        own_id = own.account,
        search = search,
        log = log,
        index = options.index or state.fleet and state.fleet:index(client),
        options = options,
    })
    local report
    report, message, err = run:carry_out()
    log:close()
    if run.raised then error(run.raised, 0) end
    return report, message, err
end
