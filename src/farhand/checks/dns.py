"""The name of the host must resolve, at every name server, for both address families, in good time.

The C library folds a dead name server, a refusal, a broken zone and an empty resolv.conf into one
message. So every name server is asked directly as well, for A and for AAAA, with its answer and its
time written down beside what the library made of it all.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import replace
from typing import Any

from farhand.checks import _sections as sections
from farhand.checks import config
from farhand.checks._dns import paste as _dns_paste
from farhand.checks._dns import script
from farhand.checks._dns.examples import EXAMPLES as EXAMPLES
from farhand.checks._dns.judge import judge_facts
from farhand.checks._settled import settled
from farhand.deadline import Deadline
from farhand.look import Look
from farhand.model import Command, Facts, Seen, Verdict
from farhand.wire import dns as wire
from farhand.wire.resolver import Asked, Library, Questions, Setup, in_hosts, is_literal, over_tcp, setup

STAGES = ("config", "dns")
#: `expect`: the address or addresses that the name must have.
SETTINGS = ("expect",)

#: Seconds that the servers' own answers are waited for once the library has an address, or the hosts file.
GRACE, GRACE_HOSTS = 0.3, 0.15
#: More names than this are not made of a search list.
SEARCHED = 6


class Addresses(list):  # type: ignore[type-arg]
    """The addresses of a host. `others`: addresses that other sources give for it, and which source."""

    def __init__(self, found: list[str], others: Mapping[str, str] | None = None) -> None:
        super().__init__(found)
        self.others = dict(others or {})


def resolve(look: Look, host: str) -> Generator[Seen, None, list[str]]:
    """Look the name up; yields the `dns` stage and returns the addresses, none where it failed."""
    if is_literal(host):
        yield Seen("dns", {"host": host, "literal": True, "addresses": [host]})
        return Addresses([host])
    try:
        name = wire.ascii_name(host)
    except ValueError as error:
        yield Seen("dns", {"host": host, "malformed": str(error), "addresses": []})
        return []
    facts = _Inquiry(look, host, name).facts()
    if look.need.kind == "dns" and look.need.settings.get("expect"):
        facts["expect"] = _listed(look.need.settings["expect"])
    others = others_of(facts)
    yield Seen("dns", {**facts, "others": others} if others else facts)
    # A name server that gives one address at a time means all of them.
    turns = [address for address, how in others.items() if how == "turns" and facts["addresses"]]
    return Addresses([*facts["addresses"], *turns], {a: how for a, how in others.items() if a not in turns})


def is_local(name: str) -> bool:
    """localhost and what ends in it is never asked of a name server."""
    return name.rstrip(".").lower().rpartition(".")[2] == "localhost"


class _Inquiry:
    """One name: the library and all servers are asked at the same time."""

    def __init__(self, look: Look, host: str, name: str) -> None:
        self._deadline, self._whole = look.stage(), look.deadline
        self._host, self._name = host, name
        self._conf: Setup = setup()
        self._hosts = in_hosts(name)
        self._library = Library(host)
        self._questions = Questions(self._servers(), [name.rstrip(".")])
        self._expanded: list[Asked] = []

    def facts(self) -> dict[str, Any]:
        try:
            self._wait()
            self._once_more()
            self._ask_over_tcp()
            self._try_search_list()
        finally:
            self._questions.close()
        return self._facts()

    def _servers(self) -> tuple[str, ...]:
        if is_local(self._name):
            return ()
        return self._conf.servers or ("127.0.0.1",)  # what the library falls back to

    def _wait(self) -> None:
        """Until both are done; the servers get a grace once the library has an address."""
        grace: Deadline | None = None
        while not self._deadline.over and not self._questions.decided:
            self._questions.wait(min(0.05, self._deadline.left()))
            if self._library.done.is_set():
                grace = grace or self._deadline.within(self._grace())
                if grace.over:
                    break
        self._library.done.wait(self._deadline.left())

    def _once_more(self) -> None:
        """Did our own questions take the ports that the library needed? Then it is asked without them."""
        if not self._failed_beside_servers():
            return
        self._questions.close()
        self._library = Library(self._host)
        self._library.done.wait(self._deadline.left())

    def _failed_beside_servers(self) -> bool:
        """The servers give an address at once, and the library says at once that it found none this time."""
        failed = self._library.done.is_set() and self._library.error == "EAI_AGAIN"
        rows = self._questions.rows
        return failed and all(r.result == "NOERROR" for r in rows) and any(r.addresses for r in rows)

    def _grace(self) -> float:
        if not self._library.addresses:
            return 2.2  # a failure: the servers' answers are the evidence, and each is asked again
        return GRACE_HOSTS if self._hosts else GRACE

    def _ask_over_tcp(self) -> None:
        """Answers that were cut off, and servers that keep silent although the library needs them."""
        rows = [r for r in self._questions.rows if r.truncated]
        if not self._library.addresses:
            only_tcp = "use-vc" in self._conf.options  # the library does not even try UDP
            rows += [r for r in self._questions.rows if r.kind == "A" and (only_tcp or not r.decided)]
        if rows:
            over_tcp(rows, self._whole.within(1.0))

    def _try_search_list(self) -> None:
        """Does a name of the search list answer in place of the name itself?"""
        direct = {a for r in self._questions.rows for a in r.addresses}
        early = self._name.count(".") < self._conf.ndots
        same = direct >= set(self._library.addresses) and not self._library_is_slow()
        if not self._conf.search or self._name.endswith(".") or not early or same or self._hosts:
            return
        names = [f"{self._name}.{domain.strip('.')}" for domain in self._conf.search[:SEARCHED]]
        names = [n for n in names if len(n) <= 253]
        questions = Questions(self._servers()[:1], names)
        questions.wait(self._whole.within(1.2).left())
        questions.close()
        self._expanded = questions.rows

    def _goes_on(self) -> bool:
        """Without the library's word: it has not spoken yet, or stands alone against all servers."""
        return not self._library.done.is_set() or self._failed_beside_servers()

    def _direct(self, rows: list[dict[str, Any]]) -> list[str]:
        """The addresses by the servers' own answers, as far as the library would take them: half an answer
        is none, and one over TCP is not waited for where UDP keeps silent."""
        by_tcp = [r for r in rows if r.get("tcp") == "NOERROR"]
        by_udp = [r for r in rows if r["result"] == "NOERROR" and not r.get("truncated")]
        cut = [r for r in by_tcp if r.get("truncated")]
        taken = by_tcp if "use-vc" in self._conf.options else by_udp + cut
        return list(dict.fromkeys(a for r in taken for a in r["addresses"]))

    def _library_is_slow(self) -> bool:
        return not self._library.done.is_set() or self._library.ms > 900

    def _facts(self) -> dict[str, Any]:
        library = self._library.as_facts()
        rows = [r.as_facts() for r in self._questions.rows]
        facts: dict[str, Any] = {
            "host": self._host,
            "addresses": library["addresses"] or (self._direct(rows) if self._goes_on() else []),
            "library": library,
            "servers": list(self._conf.servers),
            "asked": rows,
        }
        extra = {
            "hosts": self._hosts,
            "search": list(self._conf.search) if self._name.count(".") < self._conf.ndots else [],
            "expanded": [r.as_facts() for r in self._expanded],
            "resolv_conf": self._conf.problem,
            "only_tcp": "use-vc" in self._conf.options,
            "sources": [] if _asks_dns(self._conf) else list(self._conf.sources),
        }
        return {**facts, **{key: value for key, value in extra.items() if value}}


def _asks_dns(conf: Setup) -> bool:
    return bool({"dns", "resolve"} & set(conf.sources))


def _listed(value: object) -> list[str]:
    return [str(v) for v in value] if isinstance(value, (list, tuple)) else [str(value)]


def others_of(facts: Mapping[str, Any]) -> dict[str, str]:
    """Addresses that the name has by another source than the one the library took."""
    found = set(facts["addresses"])
    first = {a for r in facts["asked"] if r["server"] == facts["asked"][0]["server"] for a in r["addresses"]}
    others: dict[str, str] = {}
    for row in facts["asked"]:
        for address in row["addresses"]:
            if address not in found:
                others.setdefault(address, _source(facts, row, bool(found & first)))
    return others


def _source(facts: Mapping[str, Any], row: Mapping[str, Any], steady: bool) -> str:
    if set(facts.get("hosts", ())) & set(facts["addresses"]):
        return "hosts"  # the hosts file was taken; this is what the name server says
    if any(set(r["addresses"]) & set(facts["addresses"]) for r in facts.get("expanded", ())):
        return "search"  # a name of the search list was taken; this is the name itself
    return f"server {row['server']}" if steady else "turns"


def probe(look: Look) -> Iterator[Seen]:
    target = yield from config.settle(look)
    if target:
        yield from resolve(look, target.host)


def judge(stage: str, facts: Facts) -> Verdict:
    return judge_facts(facts)


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    return sections.command(
        "dns", settings, script.PART, script.CALL,
        why="tells whether the name has an address here, and what each name server says to it",
        seconds=20, prints="the name, its addresses, and the name servers of this host",
        connects=("resolver",),
    )  # fmt: skip


def read(text: str) -> Iterator[Seen]:
    found = settled(text)
    yield from found.seen if found else ()
    if not found or found.target:
        yield from read_part(text)


def read_part(text: str) -> Iterator[Seen]:
    """The `dns` stage from the output of any command that looks a name up."""
    seen = _dns_paste.read_part(sections.sections(text).get("dns", []))
    if seen is None:
        return
    others = others_of(seen.facts) if seen.facts.get("asked") else {}
    yield replace(seen, facts={**seen.facts, "others": others}) if others else seen
