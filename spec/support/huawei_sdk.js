// Calls operations of Huawei's SDK for Node, one after the other, and prints the answers as a JSON array. The
// environment has AK, SK, DOMAIN_ID (empty: the SDK finds it), ENDPOINT, and CALLS, a JSON array of [operation, request];
// the members of a request have the names of the service, `body` is its body.
const { GlobalCredentials } = require("@huaweicloud/huaweicloud-sdk-core");
const iam = require("@huaweicloud/huaweicloud-sdk-iam/v3/public-api");

const { AK, SK, DOMAIN_ID, ENDPOINT, CALLS } = process.env;
const credentials = new GlobalCredentials().withAk(AK).withSk(SK).withIamEndpoint(ENDPOINT);
if (DOMAIN_ID) credentials.withDomainId(DOMAIN_ID);
const client = iam.IamClient.newBuilder().withCredential(credentials).withEndpoint(ENDPOINT).build();

async function answerTo([operation, request]) {
  try {
    return await client[operation](request);
  } catch (error) {
    return { failed: { status: error.httpStatusCode, code: error.errorCode, message: error.errorMsg ?? error.message } };
  }
}

(async () => {
  const answers = [];
  for (const call of JSON.parse(CALLS)) answers.push(await answerTo(call));
  console.log(JSON.stringify(answers));
})();
