"""asyncio in its debug mode: streams, subprocesses, slow callbacks, tasks that fail unseen."""

from __future__ import annotations

import asyncio
import gc
import time
from pathlib import Path


def run(folder: Path) -> None:
    for _ in range(2):
        asyncio.run(_all(), debug=True)


async def _all() -> None:
    server = await asyncio.start_server(_echo, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    await asyncio.gather(*[_client(port, n) for n in range(6)])
    for word in ("true", "echo hello", "cat /etc/hostname"):
        process = await asyncio.create_subprocess_shell(word, stdout=asyncio.subprocess.PIPE)
        await process.communicate()
    asyncio.get_running_loop().call_soon(time.sleep, 0.12)
    asyncio.get_running_loop().call_soon(_slow)
    for host in ("localhost", "127.0.0.1", "no-such-host.invalid"):
        try:
            await asyncio.open_connection(host, 9)
        except OSError:
            pass
    for task in [asyncio.ensure_future(_fails(n)) for n in range(3)]:
        await asyncio.wait([task])
    del task
    gc.collect()
    await asyncio.sleep(0.05)
    server.close()


def _slow() -> None:
    time.sleep(0.11)


async def _echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(await reader.read(100))
    await writer.drain()
    writer.close()


async def _client(port: int, number: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"x" * (number + 1))
    await reader.read()
    writer.close()


async def _fails(number: int) -> None:
    raise ValueError(f"task number {number}")
