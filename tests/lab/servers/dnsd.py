"""A name server over UDP and TCP. What it answers stands in a file that it reads at every question."""

from __future__ import annotations

import itertools
import json
import os
import select
import socket
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from dnslib import AAAA, CNAME, QTYPE, RCODE, RR, SOA, SRV, TXT, A, DNSRecord


class Zone:
    """The records, as the world sets them; the server process reads them from `path`."""

    def __init__(self, path: Path) -> None:
        self.path, self._records = path, {}  # type: Path, dict[str, Any]
        self._server: Any = None
        self._write()

    def set(
        self,
        name: str,
        *,
        a: Sequence[str] = (),
        aaaa: Sequence[str] = (),
        rcode: str | None = None,
        types: dict[str, str] | None = None,
        drop: bool = False,
        drop_types: Sequence[str] = (),
        delay: float = 0.0,
        cname: str | None = None,
        truncate: bool = False,
        tcp: bool = True,
        edns: bool = True,
        garbage: bool = False,
        wrong_id: bool = False,
        rotate: Sequence[str] = (),
        srv: Sequence[tuple[str, int]] = (),
        txt: Sequence[str] = (),
    ) -> None:
        """Answers for a name; the name "*" is for all others (without it: NXDOMAIN).

        rcode: "SERVFAIL", "REFUSED", ... for all types; `types={"AAAA": "SERVFAIL"}` for one.
        truncate: the TC bit over UDP; tcp=False: TCP questions get no answer; edns=False: a question with
        EDNS is answered FORMERR; garbage: noise instead of an answer; rotate: A answers in turn, one each.
        srv: (host, port) of each; txt: the texts.
        """
        values = {k: v for k, v in locals().items() if k not in ("self", "name")}
        self._records[name.rstrip(".").lower()] = values
        self._write()

    def stop(self) -> None:
        """Nobody listens any more: the port is closed."""
        if self._server is not None:
            self._server.stop()

    def attach(self, server: Any) -> None:
        self._server = server

    def _write(self) -> None:
        new = self.path.with_suffix(".new")
        new.write_text(json.dumps(self._records))
        os.replace(new, self.path)

    @property
    def asked(self) -> list[str]:
        """The questions so far, as "NAME TYPE udp|tcp"."""
        log = self.path.with_suffix(".log")
        return log.read_text().splitlines() if log.exists() else []


def dns(ip: str, zone: Path, port: int = 53) -> Callable[[Callable[[], None]], None]:
    """What a forked server runs."""

    def run(ready: Callable[[], None]) -> None:
        family = socket.AF_INET6 if ":" in ip else socket.AF_INET
        udp, tcp = socket.socket(family, socket.SOCK_DGRAM), socket.socket(family, socket.SOCK_STREAM)
        tcp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        udp.bind((ip, port))
        tcp.bind((ip, port))
        tcp.listen(32)
        ready()
        _loop(udp, tcp, zone)

    return run


def _loop(udp: socket.socket, tcp: socket.socket, zone: Path) -> None:
    while True:
        for ready in select.select([udp, tcp], [], [])[0]:
            target = (_udp, *udp.recvfrom(65535), udp) if ready is udp else (_tcp, tcp.accept()[0])
            threading.Thread(target=target[0], args=(*target[1:], zone), daemon=True).start()


def _udp(question: bytes, client: Any, udp: socket.socket, zone: Path) -> None:
    answer = _answer(question, zone, "udp")
    if answer is not None:
        udp.sendto(answer, client)


def _tcp(connection: socket.socket, zone: Path) -> None:
    with connection:
        stream = connection.makefile("rb")
        while len(size := stream.read(2)) == 2:
            answer = _answer(stream.read(int.from_bytes(size, "big")), zone, "tcp")
            if answer is not None:
                connection.sendall(len(answer).to_bytes(2, "big") + answer)


def _answer(wire: bytes, zone: Path, over: str) -> bytes | None:
    """The reply, or None where the server keeps silent."""
    question = DNSRecord.parse(wire)
    name, kind = str(question.q.qname).rstrip(".").lower(), QTYPE[question.q.qtype]
    with zone.with_suffix(".log").open("a") as log:
        log.write(f"{name} {kind} {over}\n")
    records = json.loads(zone.read_text())
    record = records.get(name, records.get("*"))
    reply = question.reply()
    reply.header.ra = 1
    if record is None:
        reply.header.rcode = RCODE.NXDOMAIN
        reply.add_auth(_soa(name))
        return bytes(reply.pack())
    if record["drop"] or kind in record["drop_types"] or (over == "tcp" and not record["tcp"]):
        return None
    return _from_record(question, reply, record, records, kind, over)


def _from_record(
    question: Any, reply: Any, record: dict[str, Any], records: dict[str, Any], kind: str, over: str
) -> bytes:
    time.sleep(record["delay"])
    if record["garbage"]:
        return os.urandom(60)
    rcode = (record["types"] or {}).get(kind) or record["rcode"]
    if rcode or (not record["edns"] and question.ar):
        reply.header.rcode = getattr(RCODE, rcode or "FORMERR")
    elif record["truncate"] and over == "udp":
        reply.header.tc = 1
    else:
        _records(reply, record, records, kind)
    if record["wrong_id"]:
        reply.header.id ^= 0x5555
    return bytes(reply.pack())


def _records(reply: Any, record: dict[str, Any], records: dict[str, Any], kind: str) -> None:
    name = reply.q.qname
    if record["cname"]:
        reply.add_answer(RR(name, QTYPE.CNAME, ttl=30, rdata=CNAME(record["cname"])))
        name, record = (
            record["cname"],
            records.get(record["cname"].rstrip(".").lower(), {"a": [], "aaaa": []}),
        )
    addresses = list(record["a"]) + (_turn(record.get("rotate")) if kind == "A" else [])
    for address in addresses if kind == "A" else ():
        reply.add_answer(RR(name, QTYPE.A, ttl=30, rdata=A(address)))
    for address in record["aaaa"] if kind == "AAAA" else ():
        reply.add_answer(RR(name, QTYPE.AAAA, ttl=30, rdata=AAAA(address)))
    for host, port in record.get("srv", ()) if kind == "SRV" else ():
        reply.add_answer(RR(name, QTYPE.SRV, ttl=30, rdata=SRV(0, 5, port, host)))
    for text in record.get("txt", ()) if kind == "TXT" else ():
        reply.add_answer(RR(name, QTYPE.TXT, ttl=30, rdata=TXT(text)))
    if not reply.rr:
        reply.add_auth(_soa(str(name)))


_turns = itertools.count()  # its next() is one step, whatever the threads do


def _turn(addresses: list[str] | None) -> list[str]:
    if not addresses:
        return []
    return [addresses[next(_turns) % len(addresses)]]


def _soa(name: str) -> Any:
    zone = ".".join(name.rstrip(".").split(".")[-2:]) + "."
    return RR(zone, QTYPE.SOA, ttl=30, rdata=SOA("ns." + zone, "admin." + zone, (1, 60, 60, 60, 30)))
