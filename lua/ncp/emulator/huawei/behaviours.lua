--- What the emulator of Huawei-style IAM does, as ncp.emulator.ncloud.behaviours has it for NAVER Cloud Platform.

return {
    documented = [[
- **gateway**: A signature covers method, path, query, the signed headers and the body, or what
  `X-Sdk-Content-Sha256` says; `X-Sdk-Date` must be signed and at most 15 minutes off.
- **gateway**: 401 with `APIGW.0301` for a wrong signature, an unknown key, a locked key and a text
  that is no token; 429 with `APIGW.0308` for a throttled call.
- **gateway**: A temporary key works only together with its security token, signed or not.
- **all**: Codes, statuses and texts of `IAM.…` errors; a body is at most 32 KB.
- **all**: Keys and users need a token of the account, not of a project.
- **all**: A user administers the own keys; those of others need `secu_admin`, as do listing and
  changing users, and the tokens of others.
- **accesskey**: At most 2 keys; a third is 400 `akSkNumExceed`. The secret is shown once.
- **accesskey**: `last_use_time` is shown by `get` only; `update` answers without `description`.
- **token**: Lives 24 hours; ends early when its user is disabled or the user's keys change.
- **token**: Of two scopes the project wins.
- **token**: From a password and a passcode, from another token, or for an agency, which needs
  `te_agency` and a call that is authenticated.
- **securitytoken**: 900 seconds to a day, 900 when left out; an agency needs `te_agency`; the token of
  the call goes before that in the body.
- **user**: `list` has enabled users only, unless `enabled=false`.
- **version**: Is told to everybody, so that Keystone's clients can begin.
]],
    observed = [[
- **gateway**: The texts of `APIGW.0301`, also `signature expired` for a date that is too far off.
]],
    assumed = [[
- **gateway**: The fifth failure in a row locks the key, for 5 minutes; a wrong date is a failure
  too; a good signature begins the count anew.
- **gateway**: Of a token and a signature in one request the token counts. A signature is checked also
  where none is needed.
- **gateway**: `X-Domain-Id` may be left out; that of another account is 403 with `IAM.0002`.
- **gateway**: An unknown path, and a method that it does not have, is 404 with `APIGW.0101`.
- **gateway**: `request_id` is always the same.
- **all**: Errors below `/v3/auth/tokens` and `akSkNumExceed` have Keystone's shape, all others the
  flat one; without any authentication it is `IAM.0001`.
- **all**: An expired token is `IAM.0066`, one that ended early `IAM.0067`.
- **all**: A parameter that breaks a limit is 400: `IAM.1103` when it is missing in the body,
  `IAM.1102` when it is wrong there, `IAM.0007` elsewhere, `IAM.0011` when the body cannot be read.
- **all**: The only rights are the role names `secu_admin` and `te_agency`; the owner has both.
- **accesskey**: An inactive key counts among the two; an active one can be deleted.
- **accesskey**: Creating, updating and deleting a key all end the tokens at once.
- **accesskey**: An unknown key is 404 with `IAM.0004`, whoever asks; an empty description can be set.
- **token**: A passcode never changes; a user who has one must give it, else it is 401.
- **token**: Five wrong passwords in a row lock the user for 15 minutes.
- **token**: A disabled user is 403; a scope that does not exist is 401.
- **token**: One that was made from another ends with it by time, not when it is revoked.
- **securitytoken**: A key from an agency acts with the agency's roles, in the same account.
- **securitytoken**: `policy` and `scope` have no effect; temporary keys outlive the token they were
  made from.
- **user**: `password_expires_at` does not narrow the list, and no password expires.
- **user**: `update` ends the tokens of a user who is disabled or gets another password; a name that is
  taken is 409 with `IAM.0005`. Names and passwords follow no rules.
- **domain**, **project**: The one account, and all its projects, are shown to every caller.
]],
}
