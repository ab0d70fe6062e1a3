"""What is known of an environment, from reports, frames, manifests and outputs of tools.  Pure.

Each file in `sources/` knows one area: `rows(row, known)` yields facts of a judged row, `text(text, known)`
facts of a text of another origin, and `guesses(rows, texts, known)` what all of them only hint at. What
rows say goes before what texts say, guesses come last, and what is first goes before what comes later.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache
from typing import Any

from farhand import listed
from farhand.mirror import acl
from farhand.mirror.fingerprint import sources
from farhand.mirror.fingerprint.known import Known
from farhand.mirror.model import FINGERPRINT, Fact, Fingerprint
from farhand.model import App, Result

#: Facts of one environment, characters of one value and of one text that are looked at.
_MOST, _LONGEST, _TEXT = 20_000, 300, 1 << 20
#: The rights of a user name each command; cut anywhere, they would be other rights.
_RULES = 8000


def of(
    results: Iterable[Result], texts: Iterable[tuple[str, str]], app: App | None = None, seen: str = ""
) -> Fingerprint:
    """`texts`: name and text of each source. Never raises for what evidence holds."""
    rows = list(results)
    known = Known.of(rows, app)
    found: dict[tuple[str, str], Fact] = {}
    given = list(texts)
    for fact in (*_of_rows(rows, known), *_of_texts(given, known), *_guessed(rows, given, known)):
        value = _plain(fact.value, _RULES if fact.name.startswith(acl.NAME) else _LONGEST)
        if value and len(found) < _MOST:
            found.setdefault((fact.area, fact.name), replace(fact, value=value, name=_plain(fact.name)))
    return Fingerprint(tuple(found.values()), app.name if app else "", seen)


def _of_rows(rows: Sequence[Result], known: Known) -> Iterator[Fact]:
    for module in _modules("rows"):
        for row in rows:
            source = f"{row.subject}, {row.stage}"
            yield from (replace(f, source=source) for f in _kept(module.rows(row, known)))


def _of_texts(texts: Iterable[tuple[str, str]], known: Known) -> Iterator[Fact]:
    for name, text in texts:
        for module in _modules("text"):
            yield from (replace(f, source=name) for f in _kept(module.text(text[:_TEXT], known)))


def _guessed(rows: list[Result], texts: list[tuple[str, str]], known: Known) -> Iterator[Fact]:
    shown = [text[:_TEXT] for _, text in texts]
    for module in _modules("guesses"):
        yield from (replace(f, source="guessed") for f in _kept(module.guesses(rows, shown, known)))


def _kept(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Facts up to the first one that cannot be read: evidence may have been edited by anybody."""
    try:
        yield from facts
    except (TypeError, ValueError, KeyError, AttributeError, IndexError, RecursionError):
        return


@cache
def _modules(function: str) -> tuple[Any, ...]:
    names = listed.names(sources.__path__)
    found = (importlib.import_module(f"{sources.__name__}.{name}") for name in names)
    return tuple(module for module in found if hasattr(module, function))


def _plain(value: str, longest: int = _LONGEST) -> str:
    return "".join(c for c in value if c.isprintable())[:longest].strip()


def as_json(found: Fingerprint) -> dict[str, Any]:
    return {"schema": FINGERPRINT, **asdict(found)}


def of_json(data: Mapping[str, Any]) -> Fingerprint:
    """Back from JSON. Raises ValueError, KeyError or TypeError for what is none."""
    if data.get("schema") != FINGERPRINT:
        raise ValueError(f"the schema is {str(data.get('schema'))[:40]!r}, not {FINGERPRINT}")
    facts = [{k: str(row[k]) for k in ("area", "name", "value", "source")} for row in data["facts"][:_MOST]]
    return Fingerprint(
        tuple(Fact(**row) for row in facts), str(data.get("app", "")), str(data.get("seen", ""))
    )
