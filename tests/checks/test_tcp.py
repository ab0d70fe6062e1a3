"""The tcp check: real servers on loopback, and what rows of facts mean."""

from __future__ import annotations

import re
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from farhand.checks import tcp
from farhand.deadline import Deadline
from farhand.look import Look
from farhand.model import FAIL, PASS, WARN, App, Dependency, Facts, Seen, Verdict
from tests.conftest import need_tool
from tests.own_network import own_network


@contextmanager
def server(talk: Callable[[socket.socket], None] | None = None, host: str = "127.0.0.1") -> Iterator[int]:
    """A server that gives each client to `talk`; without it, it accepts and waits."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, 0), family=family)

    def work() -> None:
        held = []
        try:
            while True:
                peer = listener.accept()[0]
                held.append(peer)
                if talk:
                    talk(peer)
        except OSError:
            pass

    threading.Thread(target=work, daemon=True).start()
    with listener:
        yield listener.getsockname()[1]


def reset(peer: socket.socket) -> None:
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    peer.close()


def probe(port: int, host: str = "127.0.0.1", **settings: Any) -> dict[str, Verdict]:
    """The verdicts of a real probe, by stage."""
    need = Dependency("api", "tcp", {"host": host, "port": port, **settings}, timeout=1.0)
    seen = list(tcp.probe(Look(App("test"), need, Deadline(8))))
    rows = [s for s in seen if s.stage in tcp.OWN and "not_applicable" not in s.facts]
    return {s.stage: tcp.judge(s.stage, s.facts) for s in rows}


def causes(verdict: Verdict) -> list[str]:
    return [f.cause for f in verdict.findings]


def test_an_open_port_is_quickly_well() -> None:
    with server() as port:
        begun = time.monotonic()
        assert probe(port)["tcp"].outcome == PASS
        assert time.monotonic() - begun < 0.6


def test_a_closed_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert causes(probe(port)["tcp"]) == ["tcp.refused"]


@pytest.mark.parametrize("talk", [reset, socket.socket.close])
def test_cut_off_at_once(talk: Callable[[socket.socket], None]) -> None:
    with server(talk) as port:
        assert causes(probe(port)["tcp"]) == ["tcp.reset"]


@contextmanager
def full_queue() -> Iterator[int]:
    """A listener that lets nobody in any more."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        held = [socket.socket() for _ in range(3)]
        for client in held:
            client.setblocking(False)
            client.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]
        for client in held:
            client.close()


def test_silence_that_nobody_had_time_for_is_unknown() -> None:
    look = Look(App("test"), Dependency("api", "tcp"), Deadline(0.2))
    with full_queue() as port:
        (seen,) = tcp.connect(look, "x", ["127.0.0.1"], port)
    assert seen.unknown
    (nothing,) = tcp.connect(look, "x", [], 9)
    assert nothing.facts["attempts"] == []


def test_a_full_queue() -> None:
    with full_queue() as port:
        assert causes(probe(port)["tcp"]) == ["tcp.backlog_full"]


def test_the_greeting() -> None:
    with server(lambda peer: peer.sendall(b"SSH-2.0-x\r\n")) as port:
        assert probe(port, expect="SSH-")["banner"].outcome == PASS
        assert causes(probe(port, expect="220 ")["banner"]) == ["tcp.wrong_service"]
    with server() as port:
        assert causes(probe(port, expect="SSH-")["banner"]) == ["tcp.mute"]
    with server(reset) as port:
        assert causes(probe(port, expect="SSH-")["banner"]) == ["tcp.reset"]


def test_an_answer_to_a_question() -> None:
    def ping(peer: socket.socket) -> None:
        if peer.recv(100) == b"PING\r\n":
            peer.sendall(b"+PONG\r\n")

    with server(ping) as port:
        assert probe(port, expect="+PONG", send="PING\r\n")["banner"].outcome == PASS


def row(result: str, address: str = "10.0.0.1", **more: Any) -> dict[str, Any]:
    return {"address": address, "result": result, "ms": 1.0, **more}


def icmp(kind: str, ms: float = 1.0, box: str = "10.9.9.9", **more: Any) -> dict[str, Any]:
    return row("icmp", icmp={"kind": kind, "type": 3, "code": 0, "box": box}, **{**more, "ms": ms})


def judged(*rows: dict[str, Any], **more: Any) -> tuple[str, list[str], str]:
    facts: Facts = {"host": "x", "port": 80, "attempts": list(rows), "timeout_ms": 3000, **more}
    verdict = tcp.judge("tcp", facts)
    return verdict.outcome, causes(verdict), verdict.findings[0].owner if verdict.findings else ""


OPEN_BESIDE = {"others": [{"port": 443, "result": "open", "ms": 1.0}]}
SILENT_BESIDE = {"others": [{"port": 443, "result": "silent", "ms": 1300.0}]}


@pytest.mark.parametrize(
    ("given", "cause", "owner"),
    [
        (icmp("forbidden"), "tcp.rejected", ""),
        (icmp("forbidden", box="10.0.0.9", source="10.0.0.9"), "tcp.refused", "customer-platform"),
        (icmp("port"), "tcp.rejected", ""),
        (icmp("net"), "tcp.no_route", ""),
        (icmp("net", **OPEN_BESIDE), "tcp.rejected", ""),
        (icmp("hops"), "tcp.no_route", ""),
        (icmp("host", ms=3050.0), "tcp.host_down", ""),
        (
            row("icmp", icmp={"kind": "host", "type": -1, "code": -1, "box": "?"}, **SILENT_BESIDE),
            "tcp.host_down",
            "",
        ),
        (icmp("host", **SILENT_BESIDE), "tcp.host_down", ""),
        (icmp("host", **OPEN_BESIDE), "tcp.rejected", ""),
        (icmp("host", others=[{"port": 22, **icmp("host")}]), "tcp.rejected", ""),
        (row("local", errno="ENETUNREACH"), "tcp.no_route", ""),
        (row("local", errno="EPERM"), "tcp.refused", "customer-platform"),
        (row("local", errno="EADDRNOTAVAIL", source="10.0.0.9"), "tcp.ports_exhausted", ""),
        (row("files", errno="EMFILE"), "limits.files", ""),
        (row("refused"), "tcp.refused", ""),
        (row("refused", reset={"out": 3, "back": 3}), "tcp.refused", ""),
        (row("refused", reset={"out": 3, "back": 0}), "tcp.rejected", ""),
        (row("refused", reset={"out": 5, "back": 2, "answer_back": 5}), "tcp.rejected", ""),
        (row("refused", reset={"out": 5, "back": 4, "answer_back": 4}), "tcp.refused", ""),
        (row("refused", reset={"out": 5, "back": 7}), "tcp.refused", ""),
        (row("refused", reset={"here": True}), "tcp.refused", "customer-platform"),
        (row("silent", left_host=True, sent_again=2, **OPEN_BESIDE), "tcp.timeout", ""),
        (row("silent", left_host=False, sent_again=2), "tcp.timeout", "customer-platform"),
        (row("silent", here=True, queue=0), "tcp.timeout", "customer-platform"),
        (row("silent", here=True, queue=129), "tcp.backlog_full", ""),
        (row("silent", tracked=[65536, 65536]), "tcp.conntrack_full", ""),
        (row("silent", tracked=[100, 65536]), "tcp.timeout", ""),
        (row("silent", again=row("open")), "tcp.loss", ""),
        (row("silent", again=icmp("forbidden")), "tcp.rejected", ""),
        (row("open", first={"result": "reset"}), "tcp.reset", ""),
        (row("open", ms=3100.0), "tcp.loss", ""),
        (row("open", sent_again=1, repeats=[row("open", sent_again=1), row("open")]), "tcp.loss", ""),
    ],
)
def test_what_one_address_shows(given: dict[str, Any], cause: str, owner: str) -> None:
    assert judged(given) == (FAIL, [cause], owner)


@pytest.mark.parametrize(
    ("resent", "lost", "outcome"), [(2, 1, PASS), (3, 1, FAIL), (3, 0, PASS), (6, 0, FAIL), (0, 2, FAIL)]
)
def test_packets_sent_again_in_a_conversation(resent: int, lost: int, outcome: str) -> None:
    again = [row("open", sent_again=1)] * lost + [row("open")] * (6 - lost)
    told = {"host": "x", "port": 1, "attempts": [row("open", repeats=again)], "resent": resent}
    assert tcp.judge("tcp", told).outcome == outcome


def test_ipv6_that_is_tried_last_is_only_a_warning() -> None:
    told = {"host": "x", "port": 1, "attempts": [row("open"), row("silent", "fd00::1")]}
    verdict = tcp.judge("tcp", told)
    assert (verdict.outcome, [f.cause for f in verdict.findings]) == (WARN, ["dns.address_family"])


NO_IPV6 = row("local", "fd00::1", errno="ENETUNREACH", source="")


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([row("open"), row("silent", "10.0.0.2")], ["dns.partial"]),
        ([row("open"), row("refused", "10.0.0.2")], ["dns.partial"]),
        ([row("silent", "fd00::1"), row("open")], ["dns.address_family"]),
        ([row("open", "fd00::1"), row("refused")], ["dns.address_family"]),
        # healthy but odd
        ([NO_IPV6, row("open")], []),
        ([row("refused", "::1"), row("open", "127.0.0.1")], []),
        ([row("open", sent_again=1, repeats=[row("open")] * 4)], []),
        # without the family that this host does not have, the rest counts
        ([NO_IPV6, row("refused")], ["tcp.refused"]),
        ([NO_IPV6], ["tcp.no_route"]),
    ],
)
def test_what_several_addresses_show(rows: list[dict[str, Any]], found: list[str]) -> None:
    assert judged(*rows)[:2] == (FAIL if found else PASS, found)


@pytest.mark.parametrize(
    ("how", "cause"),
    [("hosts", "dns.wrong_address"), ("server 10.0.0.53", "dns.wrong_address"),
     ("search", "dns.search_domain"), ("loopback", "dns.address_family")],
)  # fmt: skip
def test_the_service_is_somewhere_else(how: str, cause: str) -> None:
    elsewhere = [row("open", "10.0.0.9", how=how)]
    assert judged(row("refused"), elsewhere=elsewhere)[1] == [cause, "tcp.refused"]
    assert judged(row("refused"), elsewhere=[row("refused", "10.0.0.9", how=how)])[1] == ["tcp.refused"]


def test_paste_with_the_texts_of_several_tools() -> None:
    text = """\
== farhand tcp
setting host="db"
setting port=5432
== tcp db 5432
-- dns db
library with getent rc=0 ms=1
10.0.0.1 STREAM db
-- tcp db 5432
with bash
try first 10.0.0.1 5432 rc=1 ms=0 said=bash: connect: Connection refused
try first 10.0.0.2 5432 rc=124 ms=6000 said=
try first 10.0.0.3 5432 rc=1 ms=3000 said=nc: connect to 10.0.0.3 port 5432 (tcp) failed: No route to host
try first 10.0.0.4 5432 rc=0 ms=0 said=
"""
    seen = list(tcp.read(text))[-1]
    assert [r["result"] for r in seen.facts["attempts"]] == ["refused", "silent", "icmp", "open"]
    assert causes(tcp.judge("tcp", seen.facts)) == ["dns.partial"]


def test_the_command_quotes_what_it_is_given() -> None:
    made = tcp.command("db", {"host": "x y", "port": "$(id)"}).script
    assert "set_host='x y'" in made
    assert "set_port='$(id)'" in made
    assert tcp.command("db", {"host": "db.lab.test", "port": 5432}).connects == (
        "db.lab.test:5432",
        "resolver",
    )


def said(rows: str) -> Seen:
    head = '== farhand tcp\nsetting host="db"\nsetting port=5432\n== tcp db 5432\n-- dns db\n'
    text = f"{head}library with getent rc=0 ms=1\n10.0.0.1 STREAM db\n-- tcp db 5432\nwith nc\n{rows}"
    return list(tcp.read(text))[-1]


@pytest.mark.parametrize("given", ['"soon"', '"1s"', "true", "-3", "[1]", "null"])
def test_a_timeout_that_is_none_is_passed_over(given: str) -> None:
    settings = f'setting host="db"\nsetting port=5432\nsetting timeout={given}\n'
    rows = "with python3\ntry first 10.0.0.1 5432 result=open ms=1 errno=0 left=1\n"
    text = f"== farhand tcp\n{settings}== tcp db 5432\n-- dns db\nliteral\n-- tcp db 5432\n{rows}"
    assert [seen.facts["timeout_ms"] for seen in tcp.read(text) if "timeout_ms" in seen.facts] == [3000.0]


def test_words_that_are_not_known_are_no_silence() -> None:
    odd = "try first 10.0.0.1 5432 rc=1 ms=3 said=nc: gibt es hier nicht\n"
    seen = said(odd)
    assert "gibt es hier nicht" in seen.unknown
    assert said("try first 10.0.0.1 5432 rc=124 ms=6000 said=\n").unknown, (
        "nc waits on an open connection, too"
    )
    assert seen.facts["attempts"] == []
    assert said(odd + "seen 10.0.0.1 state 01 00000000\n").facts["attempts"][0]["result"] == "open"
    assert said(odd + "seen 10.0.0.1 state 02 00000002\n").facts["attempts"][0]["result"] == "silent"
    refused = odd + "try first 10.0.0.2 5432 rc=1 ms=0 said=nc: connection refused\n"
    assert said(refused).unknown == ""
    assert causes(tcp.judge("tcp", said(refused).facts)) == ["tcp.refused"]
    talks = "try first 10.0.0.1 5432 rc=143 ms=6000 said=220 mail.example ESMTP Terminated ended=6000\n"
    assert said(talks).facts["attempts"][0]["result"] == "open"
    cut = "try first 10.0.0.1 5432 rc=0 ms=1000 said= ended=12\n"
    assert causes(tcp.judge("tcp", said(cut).facts)) == ["tcp.reset"]


@pytest.mark.slow
@pytest.mark.parametrize("tool", ["bash", "nc", "curl"])
def test_each_tool_tells_open_from_closed(tool: str, tmp_path: Path) -> None:
    """The real tools, one at a time, at a server that says nothing by itself."""
    need_tool(tool)
    links(tmp_path, but=("python3", "bash", "nc", "curl", "wget"), with_=tool)
    with own_network(), socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_server(("127.0.0.1", 0)) as other:
            closed = other.getsockname()[1]
        assert judged_here(tmp_path, server.getsockname()[1]) == []
        assert judged_here(tmp_path, closed) == ["tcp.refused"]


@pytest.mark.slow
def test_packets_that_were_sent_again_meanwhile_leave_it_open(tmp_path: Path) -> None:
    """Some connection of this host loses packets: without Python nobody can tell which one it is."""
    links(tmp_path, but=("python3", "nc", "curl", "wget"))
    with own_network(), full_queue(), socket.create_server(("127.0.0.1", 0)) as server:
        found = seen_here(tmp_path, server.getsockname()[1])
    assert re.search(r"sent \d+ packets again meanwhile; .* only python3 can tell", found.unknown)


def judged_here(path: Path, port: int) -> list[str]:
    found = seen_here(path, port)
    assert not found.unknown, found
    return causes(tcp.judge("tcp", found.facts))


def seen_here(path: Path, port: int) -> Seen:
    """What the real command sees with the programs of that folder."""
    script = tcp.command("db", {"host": "127.0.0.1", "port": port}).script
    ran = subprocess.run(
        [f"{path}/sh", "-s"],
        input=script,
        env={"PATH": str(path)},
        capture_output=True,
        text=True,
        timeout=30,
    )
    [found] = [one for one in tcp.read(ran.stdout) if one.stage == "tcp"]
    return found


def links(folder: Path, but: tuple[str, ...], with_: str = "") -> None:
    """A PATH without those programs."""
    for place in ("/usr/bin", "/bin", "/usr/sbin", "/sbin"):
        for program in Path(place).iterdir():
            wanted = program.name == with_ or program.name not in but
            if wanted and not (folder / program.name).is_symlink():
                (folder / program.name).symlink_to(program)
