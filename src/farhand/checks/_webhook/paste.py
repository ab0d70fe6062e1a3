"""What the `webhook` command printed, as the facts that the probe makes.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from farhand.checks import _raw, _sections, _settled, config, tcp, tls
from farhand.checks._http.facts import answer_facts
from farhand.checks._http.paste import clock
from farhand.checks._raw import Heard
from farhand.checks._tls import meaning as tls_meaning
from farhand.checks._webhook import calls
from farhand.checks._webhook import look as see
from farhand.checks._webhook.logfile import about
from farhand.checks._webhook.wanted import Wanted, wanted
from farhand.checks._webhook.woven import woven
from farhand.model import FAIL, Seen
from farhand.wire import http, tables
from farhand.wire.http import Answer

_NOTHING = "no tool here speaks HTTP: neither bash, python3 nor nc, for TLS openssl"


def read(text: str) -> Iterator[Seen]:
    """The stages from `config` on."""
    known = _settled.settled(text)
    if known is None or known.told.kind != "webhook":
        return
    yield from known.seen
    if known.target is None:
        return
    parts = _sections.sections(text)
    want = wanted(known.settings)
    yield from woven(_ways(text, known, want, parts), _log(text, want, parts.get("log", [])))


def _ways(text: str, known: _settled.Settled, want: Wanted, parts: Mapping[str, list[str]]) -> Iterator[Seen]:
    yield _secret(known)
    yield _listener(want, parts.get("listener", []))
    for seen in tcp.reached(text, False):
        yield seen
        addresses = seen.facts.get("addresses") if seen.stage == "dns" else None
        if addresses:
            name = see.name_facts(want, list(addresses))
            yield Seen("name", name)
            if name["strange"]:
                return
    lines = parts.get("public")
    if want.scheme == "https":
        for seen in tls.read_part(text, known.settings, "webhook"):
            yield seen
            if seen.unknown or tls_meaning.meaning(seen.facts).outcome == FAIL:
                return
    elif lines:
        yield Seen("tls", {"not_applicable": "plain http"})
    if lines:
        yield _public(want, lines)


def _secret(known: _settled.Settled) -> Seen:
    told = known.told
    names = config.variables(told.settings.get("secret"))
    if not names:
        return Seen("secret", {"not_applicable": "no secret that signs the calls is declared"})
    value = "".join("" if name in told.unset else told.values.get(name, "") for name in names)
    return Seen("secret", see.secret_facts(names, value, told.source, _settled.certain(told, names)))


def _listener(want: Wanted, lines: Sequence[str]) -> Seen:
    if want.listen is None:
        return Seen("listener", {"not_applicable": "where the app itself listens is not declared"})
    if not lines or "with=nothing" in lines[0]:
        return Seen(
            "listener", unknown=_NOTHING if lines else "the output holds nothing of the app's listener"
        )
    rows = [line[4:] for line in lines if line.startswith("row ")]
    bound = tables.listening(rows, want.listen.port)
    talks = _raw.talks(lines)
    answer, end = _answer(talks.get("listener", Heard()))
    refused = "refused" if end == "refused" else ""
    facts = see.listener_facts(want, see.asked_at(want.listen, bound), bound, refused)
    if not refused:
        facts.update(answer_facts(answer, ""), **_options(talks))
    return Seen("listener", {**facts, "timeout_ms": 6000.0})


def _answer(heard: Heard) -> tuple[Answer, str]:
    """The answer, and how the connection ended; silence is told apart from a hang-up."""
    answer = http.parse(heard.data)
    if heard.end == "refused" and not answer.status:  # of two lines of a shell's error the first is left
        return answer, "refused"
    if not heard.data:
        answer.problem = {"mute": "silent", "reset": "reset"}.get(heard.end, "closed")
    return answer, ""


def _options(talks: Mapping[str, Heard]) -> dict[str, Any]:
    return see.options(http.parse(talks["options"].data)) if "options" in talks else {}


def _public(want: Wanted, lines: Sequence[str]) -> Seen:
    if "with=nothing" in lines[0]:
        return Seen("public", unknown=_NOTHING)
    talks = _raw.talks(lines)
    answer, _ = _answer(talks.get("public", Heard()))
    facts: dict[str, Any] = {
        "host": want.host, "port": want.port, "scheme": want.scheme, "kind": "http", "method": want.asks,
        "path": want.path.partition("?")[0], "via": "", "expect": list(want.expect), "timeout_ms": 6000.0,
        **answer_facts(answer, ""), "hops": [], "tolerance_s": want.tolerance,
    }  # fmt: skip
    head = [(f"HTTP/1.1 {answer.status}", {k.lower(): v for k, v in answer.headers})]
    if "large" in talks:
        facts.update(see.announced(want, http.parse(talks["large"].data)))
    return Seen("public", {**facts, **_options(talks), **clock(lines, head, facts)})


def _log(text: str, want: Wanted, lines: Sequence[str]) -> dict[str, Any]:
    if not lines:
        return {}
    told = {**about(want), "log": lines[0].strip(), "now": _sections.now_of(text)}
    trouble = next((line[8:] for line in lines if line.startswith("trouble ")), "")
    if trouble:
        return {**told, "trouble": trouble}
    first = next((line[6:] for line in lines if line.startswith("first ")), "")
    rows = (line[5:] for line in lines if line.startswith("call "))
    return {**told, **calls.facts_of(calls.calls(rows, want.paths, want.method), first)}
