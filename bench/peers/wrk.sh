#!/bin/bash
# wrk shows what the server can do: it sends the same bytes again and again, signs nothing and reads no answer.
#
#     wrk.sh ORIGIN TARGET CALLS CONCURRENCY      prints seconds of wall time and of CPU time, for CALLS calls
set -euo pipefail

origin=$1 target=$2 calls=$3 concurrency=$4
script=$(mktemp)
trap 'rm -f "$script"' EXIT
cat >"$script" <<'END'
wrk.method = "PUT"
wrk.body = '{"accessKey":"ncp_iam_EXAMPLEACCESSKEY0002","active":false}'
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Accept"] = "application/json"
wrk.headers["x-ncp-apigw-timestamp"] = "1700000000000"
wrk.headers["x-ncp-iam-access-key"] = "ncp_iam_EXAMPLEACCESSKEY0001"
wrk.headers["x-ncp-apigw-signature-v2"] = "9sSNBbXzU3LjCd02wgdBPtbMVgQfdwmAmvqQX9G14MA="
function done(summary)
    io.write(("CALLS %d MICROSECONDS %d\n"):format(summary.requests, summary.duration))
end
END

TIMEFORMAT='CPU %U %S'
{ time wrk --threads 1 --connections "$concurrency" --duration 1s --script "$script" "$origin$target"; } 2>&1 |
    awk -v wanted="$calls" '
        /^CALLS / { share = wanted / $2; wall = $4 / 1e6 }
        /^CPU / { print wall * share, ($2 + $3) * share }'
