"""What the `oidc` command printed, as the facts that the probe makes.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from farhand.checks import _sections as sections
from farhand.checks._http import paste
from farhand.checks._oidc import document
from farhand.checks._settled import settled
from farhand.model import Seen
from farhand.target import units

#: How a connection did not come about, by curl's exit status; as `farhand.checks._oidc.judge` calls it.
_EXITS = {6: "unresolved", 7: "refused", 28: "silent", 35: "tls: error", 56: "reset"}


def read(text: str) -> Iterator[Seen]:
    """The stages from `config` on."""
    from farhand.checks import http

    known, parts = settled(text), sections.sections(text)
    settings = known.settings if known else {}
    for seen in http.read(text):
        if seen.stage != "http":
            yield seen
            continue
        found = _discovery(seen, parts.get("http", []), settings)
        yield found
        if found.facts.get("document"):
            yield from _named(parts, settings, found.facts)


def _discovery(seen: Seen, lines: Sequence[str], settings: Mapping[str, Any]) -> Seen:
    if seen.unknown:
        return replace(seen, stage="discovery")
    told = document.loaded(_body(lines))
    facts = {**seen.facts, "expect": [200], "wants_json": True, **document.discovery(told, settings)}
    return Seen("discovery", {**facts, "leeway_s": units.duration(settings.get("leeway"))})


def _named(
    parts: Mapping[str, list[str]], settings: Mapping[str, Any], found: Mapping[str, Any]
) -> Iterator[Seen]:
    """The stages `keys` and `token`."""
    named = found["endpoints"]
    keys = _at(parts.get("keys", []), named.get("jwks_uri", ""), settings, found)
    told = document.loaded(_body(parts.get("keys", [])))
    more = {"expect": [200], "wants_json": True, **document.keys(told, settings)}
    yield replace(keys, stage="keys", facts={**keys.facts, **more} if not keys.unknown else keys.facts)
    token = _at(parts.get("token", []), named.get("token_endpoint", ""), settings, found)
    yield replace(token, stage="token")


def _at(lines: Sequence[str], place: str, settings: Mapping[str, Any], found: Mapping[str, Any]) -> Seen:
    base = {"place": place, "declared": found["declared"]}
    if not place:
        return Seen("keys", base)
    if not lines:
        return Seen("keys", unknown="what the document names was not asked: there is no curl")
    end = sections.words_of(next((line for line in lines if line.startswith("end ")), ""))
    code = int(end["exit"]) if end.get("exit", "").isdigit() else 0
    if code == 60 or (code in _EXITS and end.get("status", "000") == "000"):
        return Seen("keys", {**base, **_unreached(code, lines)})
    seen = next(iter(paste.read_part(lines, settings)), Seen("keys", unknown="it was not asked"))
    return replace(seen, facts={**seen.facts, **base})


def _unreached(code: int, lines: Sequence[str]) -> dict[str, Any]:
    if code == 60:
        return {"unreached": "tls: untrusted", "tls": paste.untrusted(lines)}
    return {"unreached": _EXITS[code]}


def _body(lines: Sequence[str]) -> str:
    """The body, without what curl prints behind it."""
    text = paste.text_of(lines)
    end = text.rfind("}")
    return text[: end + 1]
