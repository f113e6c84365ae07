"""aiohttp: CONCURRENCY tasks of asyncio in one session.

python_aiohttp.py ORIGIN TARGET CALLS CONCURRENCY [CA_FILE]      prints seconds of wall time and of CPU time
"""
import asyncio
import ssl
import sys

import aiohttp

import signed

origin, target, calls, concurrency = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
tls = ssl.create_default_context(cafile=sys.argv[5]) if len(sys.argv) > 5 else None


async def work(session, turns):
    for _ in turns:
        async with session.put(origin + target, data=signed.BODY, headers=signed.headers(target), ssl=tls) as answer:
            answer.raise_for_status()
            assert (await answer.json())["success"] is True


async def make_calls(session, count):
    turns = iter(range(count))
    await asyncio.gather(*(work(session, turns) for _ in range(concurrency)))


async def main():
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=concurrency)) as session:
        await make_calls(session, concurrency)  # opens the connections
        start = signed.now()
        await make_calls(session, calls)
        signed.report(start)


asyncio.run(main())
