"""Python requests: one call after the other in a session, which keeps the connection.

python_requests.py ORIGIN TARGET CALLS 1 [CA_FILE]      prints seconds of wall time and of CPU time
"""
import sys

import requests

import signed

origin, target, calls = sys.argv[1], sys.argv[2], int(sys.argv[3])
ca_file = sys.argv[5] if len(sys.argv) > 5 else True


with requests.Session() as session:

    def call():
        answer = session.put(origin + target, data=signed.BODY, headers=signed.headers(target), verify=ca_file)
        answer.raise_for_status()
        assert answer.json()["success"] is True

    call()  # opens the connection
    start = signed.now()
    for _ in range(calls):
        call()
    signed.report(start)
