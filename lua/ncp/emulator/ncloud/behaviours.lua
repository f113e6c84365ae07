--- What the emulator does, as Markdown lists by how sure it is that the service does the same:
-- `documented` by the vendor, `observed` by public clients, or `assumed`.
-- docs/emulator.md shows them.

return {
    documented = [[
- **gateway**: The three signature headers are checked; the clocks may differ by less than 5
  minutes.
- **gateway**: A refused signature is 401 with code 200 in the gateway's shape of errors.
- **gateway**: A call that the key has no permission for is 401 with code 210.
- **gateway**: A throttled call is 429 with code 410.
- **permissions**: The policies of a sub account and of its groups hold for its keys; a denial wins
  over whatever allows.
- **permissions**: Actions are names, `View*`, `Change*` or `*`; conditions know `StringEquals`,
  `StringNotEquals`, `StringLike` and `StringNotLike`, where case matters, with the keys
  `ncp:principalName`, `ncp:principalId`, `ncp:principaluuid`, `ncp:principalType` and
  `ncp:resourceTag`, whose values are `key:value`, and `ncp:resourceTag/{key}`, whose values are
  those of this one tag.
- **permissions**: `NCP_ADMINISTRATOR` and `NCP_INFRA_MANAGER` allow all that is emulated,
  `NCP_SUB_ACCOUNT_MANAGER` Sub Account and External Access, `NCP_EXTERNAL_ACCESS_MANAGER` External
  Access; `NCP_SUB_ACCOUNT_VIEWER` and `NCP_EXTERNAL_ACCESS_VIEWER` allow to read.
- **subaccount**: At most 500 sub accounts, 10 groups each and 100 console IP ranges each.
- **subaccount**: Attaching what is attached, and detaching what is not, fails for that element
  only.
- **group**: At most 300 groups; members and policies are answered one element per id.
- **policy**: At most 500 policies made by users; those of type `SYSTEM_MANAGED` cannot be changed.
- **policy**: A policy that is attached cannot be deleted; `delete` answers 200 without a body.
- **policy**: `create` and `update` answer `validationResult`; with a finding of type `ERROR` nothing
  is saved, and the status is 200.
- **policy**: `delete_many`, `role.set_active_many` and `switchable_role.remove` take bare arrays.
- **role**: An unknown role is code 30, with 401 or, for its tags, 404; a name that is missing or
  taken is 400 with code 400; a wrong session expiration is 400 with code 9002; an entity that does
  not fit the type is 404 with code 910.
- **role**: The keys of a role that is disabled do not work.
- **switchable_role**, **sts**: Only a sub account's key may call them.
- **sts**: 600 to 43200 seconds, 3600 unless asked otherwise; a wrong one-time code is 401 with code
  401; keys that have ended are refused.
- **trust_anchor**, **profile**: `delete` answers what was deleted; `crl.delete` only `success`.
- **profile**: `update` leaves the roles as they are for `null` or nothing, and removes them for an
  empty list.
- **profile**: Only roles of type `Service` that `ExternalAccess` has, each in one profile.
- **v2**: One world with two faces: what a call of one version changes, calls of the other show.
- **v2**: 201 for a new access key, 204 without a body for what only acts, else 200; the words of the
  errors are those of the pages, and all wrong fields are in `fieldErrors`.
- **v2**: Two active access keys: `LimitExceeded` on `create` and on switching on. Ten groups, those
  a sub account is in included.
- **v2**: 403 `Forbidden` before it is looked up whether the resource exists; `AccessDenied` for the
  main account's calls of switchable roles.
- **v2**: A batch is carried out as a whole or not at all, and answers `failures` by item; 10 policies
  or 100 other items, each once. Items that fail for different reasons make it 400.
- **v2**: `null` clears only where the pages say so, else it is 400; what a PATCH leaves out stays, what
  a PUT leaves out is cleared.
- **v2**: A sub account with access keys is 409 `ResourceInUse` unless `cascading`.
- **v2**: `find_ids` finds deleted sub accounts, and a number that is given twice once.
- **v2**: `name` is counted without the spaces around it.
- **v2**: `sort` as the pages have it, newest first unless they say otherwise.
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
- **policy**: `*` for all resources is read back as `nrn:*:Server:*::*`, with the service's code.
- **policy**: `validate` answers `{"details":[],"success":true}`, or `iam.policy.invalidProduct` for
  a service that does not exist.
- **policy**: `update` replaces all statements.
]],
    assumed = [[
- **gateway**: The signature is checked before the path: an unknown path without a signature is 401.
- **gateway**: A method that a path does not have is 404 with code 300, as an unknown path is.
- **gateway**: A time stamp outside the window is 401 with code 200.
- **gateway**: A disabled key, a disabled or deleted sub account, one without `canAPIGatewayAccess`,
  and a source that is not allowed are 401 with code 200; so are a disabled role and a key that has
  ended.
- **gateway**: Of `apiAllowSources` only those of type `IP` let a call pass; an empty list lets none
  pass.
- **gateway**: A body that is not JSON, or not UTF-8, is 400 with code 100; so is a malformed query.
- **gateway**: `+` in a query is a plus sign, not a space.
- **permissions**: The codes of the services are `IAM` for Sub Account, as in its resource names, and
  `ExternalAccess`.
- **permissions**: The action of an operation is `View/` (GET) or `Change/` and its name here:
  `View/group.list`, `Change/accesskey.create`.
- **permissions**: The resource is the last thing that the path names; a call that names none needs
  a statement about all resources of the service.
- **permissions**: An empty part of a resource name in a policy stands for any value.
- **permissions**: They are checked before the arguments, and before it is looked up whether the
  resource exists.
- **permissions**: A key that has no value, such as `ncp:sourceIdentityId`, equals nothing and is like
  nothing.
- **permissions**: The main account's key may call all but `switchable_role` and `sts`, which are 401
  with code 210 for it; `sts` needs no policy.
- **permissions**: A change holds from the next call on.
- **all**: Success is 200.
- **all**: A parameter that breaks a documented limit is 400 with code 400; the text names the
  field.
- **all**: Unknown fields are ignored; `null` counts as left out.
- **all**: Parameters are checked before it is looked up whether the thing in the path exists.
- **all**: An unknown sub account, group, policy or role is 400 with code 30 where no error is
  documented for the operation.
- **all**: At most 20 tags on groups, policies and roles; one more is 409 with code 9012.
- **all**: A tag that is there gets the new value; removing one that is not there answers
  `success: false`.
- **all**: `searchWord` is searched within the values; without `searchColumn` in those of all columns.
- **all**: `size` has no maximum; a page beyond the last is empty; a negative page is 400 with code
  400.
- **all**: Lists are in order of creation.
- **subaccount**: A deleted sub account is not listed; `subAccountNo` is found as a whole.
- **subaccount**: `create` with a login ID that is taken is 400 with code 400, with an unsafe
  password 400 with code 9015, beyond 500 sub accounts 409 with code 9012.
- **subaccount**: `create` without `active` makes an enabled sub account.
- **subaccount**: `email` and `lastLoginTime` are left out of answers while there is none.
- **subaccount**: `update` and the two access rules leave what is not given as it is; a list
  replaces the list.
- **subaccount**: `update` answers only `success`, the two access rules `success` and `id`.
- **subaccount**: More than 100 console IP ranges are refused by `create` and `update` too.
- **subaccount**: `delete` deletes the access keys as well, and ends the groups and policies; only
  `get_user` with `includeDeleted` finds the sub account then.
- **subaccount**: The login ID of a deleted sub account can be used again.
- **subaccount**: Attaching answers one element per id; an eleventh group fails as an element.
- **subaccount**: In `get`, a group shows its policies and sub accounts as `group.get` does.
- **subaccount**: `get_last_access` answers as the page's example, and names only keys that were used;
  `unusedDays` counts from the last log-in or use of a key, else from the creation.
- **subaccount**: `find_ids` leaves out numbers that do not exist.
- **accesskey**: A disabled key counts among the two; an enabled key can be deleted.
- **accesskey**: Keys can be made for a sub account without `canAPIGatewayAccess`, but not used.
- **tenant**: The settings are off in the beginning, and a number that is not given is forgotten.
- **tenant**: A password has 8 to 16 ASCII characters, with an upper and a lower case letter, a
  digit and a special character.
- **group**: A name that is taken is 400 with code 400; beyond 300 groups `create` is 409 with code
  9012.
- **group**: A group with members can be deleted; an eleventh group of a member fails as an element.
- **policy**: A name that is taken, a change to a `SYSTEM_MANAGED` policy, its tags included, and the
  deletion of one that is attached are 400 with code 400; beyond 500 policies `create` is 409 with
  code 9012.
- **policy**: The services that can be named are those which public sources name, and those of the
  seed; `*` only by `SYSTEM_MANAGED` ones.
- **policy**: An action of another form is a finding `iam.policy.invalidAction`, an operator that is
  not known here `iam.policy.invalidConditionSyntax`.
- **policy**: `update` without a description leaves it as it is.
- **role**: Another type in `update` is 400 with code 400; there is no maximum of roles.
- **role**: `set_active_many` has `action` as the name of its elements, as the page's example.
- **role**: Any server or service can be an entity; the operations on the account of another type of
  role are 404 with code 910.
- **role**: `get_account` answers `{}` while none is set; removing none answers `success: false`.
- **role**: A role that a profile has cannot be deleted; that is 400 with code 400.
- **role**: Keys of a role end after its session expiration, else after an hour.
- **switchable_role**: The main account's own roles must exist and be of type `Account`; other names
  of roles are taken as they come. One that is there, or is not there to be changed, answers
  `success: false`. `isCurrentRole` is false.
- **external access**: Errors have the nested shape, with the status as code: 404 for what does not
  exist, 400 for the rest.
- **external access**: Times are in Korea's.
- **external access**: Names need not differ; deleting a trust anchor deletes its revocation lists.
- **trust_anchor**: Of a Private CA only `caId` is answered, also by `get`.
- **trust_anchor**: `list` answers a bare array.
- **sts**: `get` answers the secret key only of keys that end.
- **sts**: Any one-time code is right for a sub account with a second factor, none for others.
- **sts**: The keys may do what their sub account may do at the time of the call, and hold although
  the key that made them is deleted. They get no further keys: that is 404 with code 404.
- **v2**: Other creates are 201, but `switchable_role.add`, which is 200.
- **v2**: Groups, policies, access keys and items of batches that do not exist are `NotFound`; in a batch
  what is attached already is `AlreadyExists`, all else that forbids it `BadRequest`. A batch has the
  status of its failures where they agree.
- **v2**: An item that is given twice, and a query or body that cannot be read, is 400 `BadRequest`.
- **v2**: Where items are equal by `sort` they are in order of creation; what has no value comes last.
- **v2**: A read that is a POST needs the permission to read. Inactive access keys have no limit.
- **v2**: The limit of policies is only that of a batch.
- **v2**: `create` of a sub account takes `apiAllowSourceEnabled`, `apiAllowSources`, `memo`,
  `mfaMandatory` and `tags`; `get` answers the two rules as well. A list is required where its rule is
  on. A password has 8 to 20 characters.
- **v2**: A policy that is not valid is 400 `BadRequest`, with the code of the first finding as `detail`;
  `validate` answers `details` as in version 1.
- **v2**: The account of a role is among `entities` under its number, made up for another account; a
  second one is 400.
- **v2**: `get_login_alias` answers `{}` while none is set. Whom a fault meets by an operation's name, it
  meets in both versions; `failed_items` fail with `InternalServerError`, and nothing is applied.
]],
}
