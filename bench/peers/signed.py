"""What the Python peers share: the signed request."""
import base64
import hmac
import time

ACCESS_KEY = "ncp_iam_EXAMPLEACCESSKEY0001"
SECRET_KEY = b"ncp_iam_EXAMPLESECRETKEY0000000000000001"
BODY = b'{"accessKey":"ncp_iam_EXAMPLEACCESSKEY0002","active":false}'


def headers(target):
    """The headers of a PUT, signed now."""
    timestamp = str(time.time_ns() // 1_000_000)
    text = f"PUT {target}\n{timestamp}\n{ACCESS_KEY}".encode()
    return {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "x-ncp-apigw-timestamp": timestamp,
        "x-ncp-iam-access-key": ACCESS_KEY,
        "x-ncp-apigw-signature-v2": base64.b64encode(hmac.digest(SECRET_KEY, text, "sha256")).decode(),
    }


def now():
    """Seconds of wall time and of CPU time."""
    return time.perf_counter(), time.process_time()


def report(start):
    """Prints the seconds of wall time and of CPU time since then."""
    print(*(f"{after - before:.6f}" for before, after in zip(start, now())))
