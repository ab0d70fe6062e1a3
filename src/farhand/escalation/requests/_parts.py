"""What several kinds of requests have in common.  Pure."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

import tomllib

from farhand import causes
from farhand.escalation.about import About, Place, clean, harmless, places
from farhand.escalation.nouns import Request
from farhand.words import _, of_cause, said

#: Steps of a fix that are shown, and characters of each.
_MOST, _LONGEST = 6, 600
_HOST = re.compile(r"[A-Za-z0-9._:-]+")
_PORT = re.compile(r"\d{1,5}")


def plainly(kind: str, title: str, about: About, asks: str, *rows: tuple[str, str]) -> Request:
    """A request that consists of the steps of the cause's fix."""
    return Request(kind, title, asks, tuple(known(*rows)), steps=steps(about), confirm=tuple(again(about)))


def asked(about: About, default: str, place: Place | None = None) -> str:
    """What is asked for, in one sentence: that of the cause, else the kind's own."""
    where = place or places(about)[0]
    told = {
        "here": about.here,
        "product": about.product,
        "place": where.shown if where.host else _("the other side of the connection"),
        "name": where.host or _("the name"),
        "server": about.word("server", "resolver") or _("the name server"),
        "variable": about.word("variable", "names", "name") or _("the variable"),
        "path": about.word("part", "path", "mount", "file") or _("the place that the evidence names"),
        "unit": about.word("unit") or _("of the app"),
        "account": about.word("user", "sender") or _("of the app"),
    }
    return _(str(_asks().get(about.finding.cause, default))).format(**told)


@cache
def _asks() -> Mapping[str, str]:
    return tomllib.loads(resources.files(__package__).joinpath("asks.toml").read_text("utf-8"))


def known(*rows: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """The rows that have a value."""
    return ((label, value) for label, value in rows if value)


def steps(about: About) -> tuple[str, ...]:
    """The fix, step by step, each in one line.

    A person will paste these, and values come from evidence: one that a shell or a database could read as
    more than a name is left out, and its usual stand-in is there.
    """
    place = places(about)[0]
    where = {"address": place.address or place.host} if about.word("host", "address", "ip") else {}
    plain = harmless({**where, **about.said, **about.account, **about.params})
    odd = [str(v) for name, v in about.params.items() if name not in plain and str(v).strip()]
    general = causes.get(about.finding.cause).fix
    if about.finding.fix == tuple(causes.fill(step, about.params) for step in general):
        found = [causes.fill(of_cause(about.finding.cause, step), plain) for step in general]
    else:
        found = [said(step) for step in about.finding.fix if not any(value in step for value in odd)]
    return tuple(_line(step) for step in found[:_MOST])


def _line(text: str) -> str:
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def again(about: About) -> Iterator[str]:
    """The command by which the app's own site sees that it works now."""
    declared = about.need is not None or about.subject in ("clock", "env", "host", "proxy", "dns")
    if declared and about.subject:
        yield f"farhand self-test --only {shlex.quote(about.subject)}"


def opens(place: Place) -> Iterator[str]:
    """The command that shows that a connection is made, from the app's host, with bash alone."""
    if place.protocol != "UDP" and _HOST.fullmatch(place.host) and _PORT.fullmatch(place.port):
        yield f"timeout 5 bash -c ': </dev/tcp/{place.host}/{place.port}' && echo open"


def place_rows(about: About, found: Sequence[Place] = ()) -> list[tuple[str, str]]:
    """Source, destination, port and protocol of each connection, as a firewall change names them."""
    rows: list[tuple[str, str]] = []
    for place in found or places(about):
        rows += known(
            (_("Direction"), _("inbound") if place.inbound else _("outbound")),
            (_("Source"), said(place.source) if place.inbound else _source(about)),
            (_("Destination"), destination(place)),
            (_("Port"), place.port),
            (_("Protocol"), place.protocol),
            (_("Through"), "" if place.through == "direct" else clean(said(place.through))),
        )
    return rows


def _source(about: About) -> str:
    seen = about.word("source")
    return f"{about.here} ({seen})" if seen else about.here


def destination(place: Place) -> str:
    host = clean(place.named) or _("as the app's settings name it")
    return f"{host} ({place.address})" if place.address and place.address != place.host else host


def reason(about: About) -> str:
    """Why the app needs it, as the vendor has declared it."""
    need = about.need
    why = clean(need.why) if need and need.why else ""
    if why:
        return _("{product} needs it for: {why}").format(product=about.product, why=why)
    told = _("{product} needs it").format(product=about.product)
    return f"{told} ({about.subject})" if about.subject else told
