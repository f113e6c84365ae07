// Node's built-in fetch, CONCURRENCY calls at once; NODE_EXTRA_CA_CERTS names what to trust.
//
//     node fetch.mjs ORIGIN TARGET CALLS CONCURRENCY [CA_FILE]      prints seconds of wall time and of CPU time
import { createHmac } from "node:crypto";

const [origin, target, calls, concurrency] = process.argv.slice(2);
const accessKey = "ncp_iam_EXAMPLEACCESSKEY0001";
const secretKey = "ncp_iam_EXAMPLESECRETKEY0000000000000001";
const body = JSON.stringify({ accessKey: "ncp_iam_EXAMPLEACCESSKEY0002", active: false });

function signedHeaders() {
    const timestamp = String(Date.now());
    const text = `PUT ${target}\n${timestamp}\n${accessKey}`;
    return {
        "Content-Type": "application/json",
        Accept: "application/json",
        "x-ncp-apigw-timestamp": timestamp,
        "x-ncp-iam-access-key": accessKey,
        "x-ncp-apigw-signature-v2": createHmac("sha256", secretKey).update(text).digest("base64"),
    };
}

async function makeCalls(count) {
    let left = count;
    async function work() {
        while (left-- > 0) {
            const answer = await fetch(origin + target, { method: "PUT", headers: signedHeaders(), body });
            if (!answer.ok || !(await answer.json()).success) throw new Error("the call failed");
        }
    }
    await Promise.all(Array.from({ length: Number(concurrency) }, work));
}

await makeCalls(Number(concurrency)); // opens the connections
const start = process.hrtime.bigint();
const before = process.cpuUsage();
await makeCalls(Number(calls));
const { user, system } = process.cpuUsage(before);
const wall = Number(process.hrtime.bigint() - start) / 1e9;
console.log(wall.toFixed(6), ((user + system) / 1e6).toFixed(6));
process.exit(); // without waiting for the kept connections to end
