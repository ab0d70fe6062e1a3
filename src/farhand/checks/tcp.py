"""Every address of the host must accept a connection on the port."""

from __future__ import annotations

import socket
from collections.abc import Generator, Iterator

from farhand.checks import config, dns
from farhand.look import Look
from farhand.model import FAIL, PASS, Facts, Finding, Seen, Verdict

STAGES = ("config", "dns", "tcp")


def connect(look: Look, host: str, addresses: list[str], port: int) -> Generator[Seen, None, list[str]]:
    """Connect to every address; yields the `tcp` stage and returns the addresses that are open."""
    rows = []
    for address in addresses:
        try:
            with socket.create_connection((address, port), timeout=look.stage().left()):
                rows.append({"address": address, "result": "open"})
        except OSError as error:
            rows.append({"address": address, "result": type(error).__name__, "errno": error.errno})
    yield Seen("tcp", {"host": host, "port": port, "attempts": rows})
    return [str(row["address"]) for row in rows if row["result"] == "open"]


def reach(look: Look) -> Generator[Seen, None, tuple[object, list[str]] | None]:
    """config, dns and tcp in one: returns the target and its open addresses, or None."""
    target = yield from config.settle(look)
    if target is None:
        return None
    addresses = yield from dns.resolve(look, target.host)
    if not addresses or target.port is None:
        return None
    opened = yield from connect(look, target.host, addresses, target.port)
    return (target, opened) if opened else None


def probe(look: Look) -> Iterator[Seen]:
    yield from reach(look)


def judge(stage: str, facts: Facts) -> Verdict:
    bad = [row for row in facts["attempts"] if row["result"] != "open"]
    if not bad:
        return Verdict(PASS, f"port {facts['port']} is open")
    cause = "tcp.refused" if bad[0].get("errno") == 111 else "tcp.timeout"
    params = {"host": facts["host"], "port": facts["port"]}
    return Verdict(FAIL, f"port {facts['port']} does not answer", (Finding(cause, 0.6, bad[0]["result"], params),))
