"""A network file system that the app needs must be mounted where it looks, be the right one, and answer.

Where nothing is mounted the empty folder beneath takes what the app writes, and nobody sees it before the
data is missed. A server that is gone holds every look for ever, so each is given up in time. What is mounted
comes from the kernel's own table; the server is asked only where the share does not work, to see why: its
name, its port, whether it speaks NFS and the wanted version, and whether it still gives this folder. Shares
of other kinds (SMB, sshfs and so on) are known by their type; of their servers only name and port are
looked at.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Optional

from farhand.checks import _service, _way, config, dns, tcp
from farhand.checks import directory as directories
from farhand.checks._nfs import judge as means
from farhand.checks._nfs import judge_files, judge_server, mounted, talk
from farhand.checks._nfs.command import command
from farhand.checks._nfs.examples import EXAMPLES
from farhand.checks._nfs.paste import read
from farhand.checks._nfs.spoken import SPOKEN
from farhand.checks._service import BROKEN, Place
from farhand.hostfacts import read as host_files
from farhand.look import Look
from farhand.model import FAIL, Facts, Seen, Verdict
from farhand.wire import rpc
from farhand.wire.rpc import Reply
from farhand.wire.tcp import open_tcp

STAGES = ("config", "mount", "dns", "tcp", "rpc", "export", "path", "access", "space", "write")
OWN = ("mount", "rpc", "export", "path", "access", "space", "write")
#: version: of NFS, as in vers=; executable: the app runs programs from there.
SETTINGS = ("path", "server", "export", "fstype", "version", "writable", "min_free", "executable")

__all__ = ["EXAMPLES", "OWN", "SETTINGS", "STAGES", "command", "judge", "probe", "read"]

#: Seconds for the way to the path: what hangs must leave time to ask the server.
PATIENCE = 2.0
#: Errors that may have their reason in the server or on the way to it.
FAR = (
    errno.EIO, errno.ESTALE, errno.ETIMEDOUT, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ECONNABORTED,
)  # fmt: skip


def probe(look: Look) -> Iterator[Seen]:
    target = yield from config.settle(look)
    if target is None:
        return
    settings = config.filled(look)
    path = str(settings.get("path") or "")
    hurried = replace(look, need=replace(look.need, timeout=min(PATIENCE, look.need.timeout)))
    way = _way.walk(hurried, path) if path else "the declaration gives no path"
    if isinstance(way, str):
        yield Seen("mount", {"path": path}, unknown=way)
        return
    facts = _mount(hurried, way, settings)
    yield Seen("mount", facts)
    good = means.mount(facts).outcome != FAIL
    asked = not mounted.is_mounted(facts) or _is_far(way.facts())
    if asked:
        yield from _server(look, facts)
    if good:
        yield from _used(hurried if asked else look, way, facts, settings, asked)


def _used(look: Look, way: _way.Way, facts: Facts, settings: dict[str, Any], asked: bool) -> Iterator[Seen]:
    """What the app may do there; the server is asked where that hangs, and has not been asked before."""
    told = facts["mount"].get("told", {})
    for seen in _stages(look, way, facts["writable"], settings):
        if seen.facts.get("mount"):
            seen = replace(seen, facts={**seen.facts, "mount": {**seen.facts["mount"], "told": told}})
        yield seen
        if not asked and _is_far(seen.facts):
            asked = True
            yield from _server(look, facts)


def _stages(look: Look, way: _way.Way, writable: bool, settings: dict[str, Any]) -> Iterator[Seen]:
    facts = {**way.facts(), "writable": writable}
    yield Seen("path", facts)
    if directories.judge("path", facts).outcome != FAIL:
        hurried = replace(look, need=replace(look.need, timeout=min(PATIENCE, look.need.timeout)))
        yield from directories.looked(hurried, way, writable, settings.get("min_free"))


def _is_far(facts: Facts) -> bool:
    last = (facts.get("parts") or [{}])[-1]
    numbers = (facts.get("errno"), facts.get("list_errno"), last.get("errno"))
    return bool(facts.get("hung")) or any(number in FAR for number in numbers)


# What is mounted -------------------------------------------------------------------------------------


def _mount(look: Look, way: _way.Way, settings: dict[str, Any]) -> dict[str, Any]:
    auto = _woken(look, way)
    there = way.mount
    facts = {key: value for key, value in way.facts().items() if key != "parts"}
    if there:
        facts["mount"] = {**there.facts(), **mounted.share(there)}
    facts.update(wanted=mounted.wanted(settings), writable=_true(settings.get("writable")), auto_errno=auto,
                 executable=_true(settings.get("executable")),
                 errno=way.rows[-1].get("errno") if way.rows else None,
                 fstab=mounted.entry(_lines(way, "/etc/fstab"), os.path.normpath(way.path)))  # fmt: skip
    if not mounted.is_mounted(facts):
        facts["holds"] = _holds(look, way)
    elif there:
        facts["counts"] = mounted.counted(_lines(way, "/proc/self/mountstats"), there.point)
    return facts


def _true(value: object) -> bool:
    return value is True or str(value).lower() in ("true", "1", "yes", "on")


def _lines(way: _way.Way, path: str) -> list[str]:
    return (
        host_files.text(path if path.startswith("/proc") else way.prefix + path, 4 << 20) or ""
    ).splitlines()


def _woken(look: Look, way: _way.Way) -> Optional[int]:
    """An automounter mounts when something is looked for inside: the error that it gave, if it did not."""
    if way.mount is None or way.mount.type != "autofs":
        return None
    _, trouble = _way.attempt(look, lambda: os.listdir(way.seen_from_here)[:1])
    again = _way.walk(look, way.path)
    if isinstance(again, _way.Way):
        way.rows, way.mount, way.hung = again.rows, again.mount, again.hung
    return trouble.get("errno")


def _holds(look: Look, way: _way.Way) -> bool:
    """Is there something in the folder that should be covered by the share?"""
    found, _ = _way.attempt(look, lambda: _any(way.seen_from_here))
    return bool(found)


def _any(folder: str) -> bool:
    with os.scandir(folder) as entries:
        return next(entries, None) is not None


# The server ------------------------------------------------------------------------------------------


def _server(look: Look, facts: Facts) -> Iterator[Seen]:
    """Its name, its port, its words; nothing where it is not known which one it is."""
    sought = mounted.sought(facts)
    port = mounted.port(facts, sought["kind"])
    host = sought["server"].strip("[]")
    if not host or not port:
        yield Seen("dns", {"not_applicable": "neither the declaration nor this host says of which server"})
        return
    addresses = yield from dns.resolve(look, host)
    if not addresses:
        return
    opened = yield from tcp.connect(look, host, addresses, port)
    if opened and sought["kind"] == "nfs":
        yield from _words(look, Place(host, opened[0], port), sought)
    elif opened:
        yield Seen("rpc", {"not_applicable": f"{sought['kind']} has no such calls"})


def _words(look: Look, place: Place, sought: dict[str, str]) -> Iterator[Seen]:
    """Does it speak NFS, and does it give this folder?"""
    try:
        with place.open(look.stage()) as conn:
            four = rpc.ask(conn, talk.NULL4, talk.null(4))
            three = rpc.ask(conn, talk.NULL3, talk.null(3))
            said = talk.spoken(four, three)
    except BROKEN as error:
        yield Seen("rpc", {**place.facts(), **_service.broken(error, look, place, SPOKEN)})
        return
    yield Seen("rpc", {**talk.facts_of(place.facts(), sought), **said})
    if not sought["export"] or not said["versions"]:
        yield Seen("export", {"not_applicable": "it is not known which folder the server should give"})
    elif talk.asks_list(said["versions"], sought["version"]):
        how, got = _listed(look, place)
        yield Seen(
            "export", {**talk.facts_of(place.facts(), sought), **talk.by_list(got, sought["export"], how)}
        )
    else:
        got = _by_root(look, place, sought["export"])
        yield Seen("export", {**place.facts(), **talk.by_root(got, sought["export"])})


def _by_root(look: Look, place: Place, export: str) -> Optional[Reply]:
    try:
        with place.open(look.stage()) as conn:
            return rpc.ask(conn, talk.WAY, talk.way(export, os.geteuid()))
    except BROKEN:
        return None


def _listed(look: Look, place: Place) -> tuple[str, Optional[Reply]]:
    """The list of mountd, whose port the portmapper knows."""
    how, got = _asked(look, place.address, 111, talk.PORT, talk.where_mountd())
    port = rpc.number(got.data) if got else 0
    if got is None or port <= 0:
        return how or "unregistered", None
    how, got = _asked(look, place.address, port, talk.LIST, talk.list_exports())
    return how, got


def _asked(look: Look, address: str, port: int, xid: int, words: bytes) -> tuple[str, Optional[Reply]]:
    """One call over a connection of its own: how that failed, or the answer."""
    try:
        with open_tcp(address, port, look.stage(2.0)) as conn:
            return "", rpc.ask(conn, xid, words)
    except ConnectionRefusedError:
        return "refused", None
    except BROKEN:
        return "silent", None


def judge(stage: str, facts: Facts) -> Verdict:
    if stage == "mount":
        return means.mount(facts)
    if stage == "rpc":
        return judge_server.speaks(facts)
    return judge_server.export(facts) if stage == "export" else judge_files.files(stage, facts)
