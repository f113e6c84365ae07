#!/bin/bash
# One curl process for each call, CONCURRENCY at once. The headers are signed once, before the clock starts.
#
#     curl.sh ORIGIN TARGET CALLS CONCURRENCY [CA_FILE]      prints seconds of wall time and of CPU time
set -euo pipefail

origin=$1 target=$2 calls=$3 concurrency=$4 ca_file=${5-}
access_key=ncp_iam_EXAMPLEACCESSKEY0001
timestamp=$(date +%s%3N)
signature=$(printf 'PUT %s\n%s\n%s' "$target" "$timestamp" "$access_key" |
    openssl dgst -sha256 -hmac ncp_iam_EXAMPLESECRETKEY0000000000000001 -binary | base64)

run() {
    seq "$calls" | xargs -P "$concurrency" -I CALL \
        curl "$origin$target" --silent --show-error --fail ${ca_file:+--cacert "$ca_file"} --request PUT \
        --header "Content-Type: application/json" --header "Accept: application/json" \
        --header "x-ncp-apigw-timestamp: $timestamp" --header "x-ncp-iam-access-key: $access_key" \
        --header "x-ncp-apigw-signature-v2: $signature" \
        --data '{"accessKey":"ncp_iam_EXAMPLEACCESSKEY0002","active":false}' >/dev/null
}

TIMEFORMAT='%R %U %S'
{ time run; } 2>&1 | awk '{ print $1, $2 + $3 }'
