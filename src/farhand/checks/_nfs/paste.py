"""What the `nfs` command printed, as the facts that the probe makes.  Pure."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any, Optional

from farhand.checks import _pasted, _raw, _sections, _settled, tcp
from farhand.checks._nfs import mounted, talk
from farhand.checks._nfs.spoken import SPOKEN
from farhand.checks._raw import Heard
from farhand.hostfacts.mounts import mount_line
from farhand.model import Seen
from farhand.wire import rpc
from farhand.wire.rpc import Reply


def read(text: str) -> Iterator[Seen]:
    """The stages that the pasted text decides; none where it is not that command's output."""
    known = _settled.settled(text)
    lines = [line.strip("\r") for line in text.splitlines()]
    if known is None or known.told.kind != "nfs":
        return
    yield from known.seen
    if known.target is None or not _pasted.rest(lines, "path "):
        return
    common = _pasted.way(lines)
    there = mount_line(_pasted.rest(lines, "mountinfo "))
    common["mount"] = {**there.facts(), **mounted.share(there)} if there else common["mount"]
    facts = _mount(common, lines, known.settings)
    yield Seen("mount", facts)
    if _pasted.rest(lines, "server "):
        yield from _server(text, lines, facts)
    if mounted.is_mounted(facts):
        yield Seen("path", {**common, "writable": facts["writable"]})
        yield from _pasted.looked(lines, common)


def _mount(common: dict[str, Any], lines: list[str], settings: dict[str, Any]) -> dict[str, Any]:
    wants, last = _pasted.wanted(lines), common["parts"][-1]
    auto = _pasted.rest(lines, "auto ")
    facts = {key: value for key, value in common.items() if key != "parts"}
    facts.update(wanted=mounted.wanted(settings), writable=wants.get("writable") == "true",
                 executable=wants.get("executable") == "true", errno=last.get("errno"),
                 auto_errno=_pasted.number(auto) or None,
                 fstab=mounted.entry(_all(lines, "fstab "), os.path.normpath(common["path"])))  # fmt: skip
    if not mounted.is_mounted(facts):
        facts["holds"] = "holds yes" in lines
    elif facts["mount"]:
        facts["counts"] = mounted.counted(_all(lines, "counts "), facts["mount"]["point"])
    return facts


def _all(lines: Sequence[str], word: str) -> list[str]:
    return [line[len(word) :] for line in lines if line.startswith(word)]


def _server(text: str, lines: list[str], facts: dict[str, Any]) -> Iterator[Seen]:
    host, _, port = _pasted.rest(lines, "server ").partition(" ")
    if host == "-" or not port.isdigit():
        yield Seen("dns", {"not_applicable": "neither the declaration nor this host says of which server"})
        return
    opened = yield from tcp.reached(text, with_config=False)
    sought = mounted.sought(facts)
    if opened is None:
        return
    if sought["kind"] != "nfs":
        yield Seen("rpc", {"not_applicable": f"{sought['kind']} has no such calls"})
        return
    yield from _words(text, {"host": host, "port": int(port), "tls": False}, sought)


def _words(text: str, place: dict[str, Any], sought: dict[str, str]) -> Iterator[Seen]:
    """What it said, by the numbers of the calls."""
    part = _sections.sections(text).get("rpc", [""])
    if _sections.words_of(part[0]).get("with") in (None, "nothing"):
        yield Seen("rpc", unknown="no tool here speaks to NFS: neither bash, python3 nor nc")
        return
    talks = _raw.talks(part)
    replies = _replies(talks.get("null", Heard()).data)
    if not replies:
        sniffed = _raw.sniffed(part, "nfs")
        end = talks.get("null", Heard()).end or "mute"
        yield Seen("rpc", {**place, **(sniffed.facts(SPOKEN.name) if sniffed else {"answer": end})})
        return
    said = talk.spoken(replies.get(talk.NULL4), replies.get(talk.NULL3))
    yield Seen("rpc", {**talk.facts_of(place, sought), **said})
    yield _export(place, sought, said["versions"], talks)


def _export(
    place: dict[str, Any], sought: dict[str, str], versions: list[int], talks: dict[str, Heard]
) -> Seen:
    folder = sought["export"]
    if not folder or not versions:
        return Seen("export", {"not_applicable": "it is not known which folder the server should give"})
    if not talk.asks_list(versions, sought["version"]):
        got = _replies(talks.get("way", Heard()).data).get(talk.WAY)
        return Seen("export", {**place, **talk.by_root(got, folder)})
    listed = _replies(talks.get("list", Heard()).data).get(talk.LIST)
    return Seen("export", {**talk.facts_of(place, sought), **talk.by_list(listed, folder, _portmap(talks))})


def _portmap(talks: dict[str, Heard]) -> str:
    """How the portmapper could be asked, where there is no list."""
    asked = talks.get("portmap", Heard())
    got: Optional[Reply] = _replies(asked.data).get(talk.PORT)
    if got is None:
        return "refused" if asked.end == "refused" else "silent"
    return "unregistered" if rpc.number(got.data) <= 0 else "silent"


def _replies(data: bytes) -> dict[int, Reply]:
    found = {}
    for whole in rpc.records(data):
        try:
            got = rpc.reply(whole)
        except rpc.NotRpc:
            continue
        found[got.xid] = got
    return found
