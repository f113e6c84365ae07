--- What the emulator does, as Markdown lists by how sure it is that the service does the same:
-- `documented` by the vendor, `observed` by public clients, or `assumed`.
-- docs/emulator.md shows them.

return {
    documented = [[
- **gateway**: The three signature headers are checked; the clocks may differ by less than 5
  minutes.
- **gateway**: A refused signature is 401 with code 200 in the gateway's shape of errors.
- **gateway**: A throttled call is 429 with code 410.
- **subaccount**: At most 500 sub accounts, 10 groups each and 100 console IP ranges each.
- **subaccount**: Attaching what is attached, and detaching what is not, fails for that element
  only.
]],
    observed = [[
- **gateway**: The signature covers the target exactly as received, percent-encoded.
- **gateway**: The texts in `details` for missing and for wrong credentials; `x-ncp-trace-id` on
  every answer.
- **gateway**: The body of a DELETE request is read.
- **subaccount**: `get` answers neither `isMfaMandatory` nor `tags`.
- **subaccount**: `create` accepts `tags`, a map, and remembers them.
- **subaccount**: At most 20 tags; one more is 409 with code 9012.
- **accesskey**: At most 2 keys; a third is 409 with code 9012.
- **tenant**: `get_login_alias` answers `{}` while none is set.
]],
    assumed = [[
- **gateway**: The signature is checked before the path: an unknown path without a signature is 401.
- **gateway**: A method that a path does not have is 404 with code 300, as an unknown path is.
- **gateway**: A time stamp outside the window is 401 with code 200.
- **gateway**: A disabled key, a disabled or deleted sub account, one without `canAPIGatewayAccess`,
  and a source that is not allowed are 401 with code 200.
- **gateway**: Of `apiAllowSources` only those of type `IP` let a call pass; an empty list lets none
  pass.
- **gateway**: A body that is not JSON, or not UTF-8, is 400 with code 100; so is a malformed query.
- **gateway**: `+` in a query is a plus sign, not a space.
- **gateway**: Every key may call every operation; attached policies have no effect.
- **all**: Success is 200.
- **all**: A parameter that breaks a documented limit is 400 with code 400; the text names the
  field.
- **all**: Unknown fields are ignored; `null` counts as left out.
- **all**: Parameters are checked before it is looked up whether the sub account exists.
- **all**: An unknown sub account is 400 with code 30 where no error is documented for the
  operation.
- **subaccount**: `list` is in order of creation; a deleted sub account is not in it.
- **subaccount**: `list` finds `searchWord` within `loginId` and `name`, and as the whole
  `subAccountNo`; without `searchColumn` in any of them.
- **subaccount**: `size` has no maximum; a page beyond the last is empty; a negative page is 400
  with code 400.
- **subaccount**: `create` with a login ID that is taken is 400 with code 400, with an unsafe
  password 400 with code 9015, beyond 500 sub accounts 409 with code 9012.
- **subaccount**: `create` without `active` makes an enabled sub account.
- **subaccount**: `email` and `lastLoginTime` are left out of answers while there is none.
- **subaccount**: `update` and the two access rules leave what is not given as it is; a list
  replaces the list.
- **subaccount**: `update` answers only `success`, the two access rules `success` and `id`.
- **subaccount**: More than 100 console IP ranges are refused by `create` and `update` too.
- **subaccount**: `delete` deletes the access keys as well; only `get_user` with `includeDeleted`
  finds the sub account then.
- **subaccount**: The login ID of a deleted sub account can be used again.
- **subaccount**: Attaching answers one element per id; an eleventh group fails as an element.
- **subaccount**: In `get`, a group lists no policies, and its sub accounts with `subAccountId` and
  `loginId`.
- **subaccount**: `get_last_access` answers as the page's example; `unusedDays` counts from the last
  use of a key, else from the creation.
- **subaccount**: `find_ids` leaves out numbers that do not exist.
- **subaccount**: A tag that is there gets the new value; removing one that is not there answers
  `success: false`.
- **accesskey**: A disabled key counts among the two; an enabled key can be deleted.
- **accesskey**: Keys can be made for a sub account without `canAPIGatewayAccess`, but not used.
- **tenant**: The settings are off in the beginning, and a number that is not given is forgotten.
- **tenant**: A password has 8 to 16 ASCII characters, with an upper and a lower case letter, a
  digit and a special character.
]],
}
