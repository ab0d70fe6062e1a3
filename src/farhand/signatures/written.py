"""Signatures as they are written in TOML, read and checked.  Pure.

    signatures = [
      { re = 'sorry, too many clients already', weight = 0.98, tool = "PostgreSQL, storage/lmgr/proc.c" },
      { text = 'too many connections for role "' },
      { sqlstate = "53300" },
      { errno = 111, weight = 0.5, near = 'redis' },
    ]

`re` is a pattern (see `pattern`), `text` is searched for as it stands; instead of these a fact by its kind:
one of sqlstate, mysql, errno, exit, signal, reason, event, alert, curl, status, grpc, class.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from farhand.errors import Mistake
from farhand.signatures import pattern
from farhand.signatures.model import CHANGED, HARMLESS, RECOVERED, Signature

_OPTIONS = frozenset({"weight", "case", "unless", "near", "symptom", "tool"})


class BadSignature(Mistake):
    """A signature cannot be used; the message says which one and why."""


def read(cause: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[Signature]:
    """The signatures of one cause. Raises BadSignature."""
    for number, row in enumerate(rows, 1):
        try:
            yield _one(cause, number, row)
        except (pattern.BadPattern, KeyError, TypeError) as error:
            raise BadSignature(f"{cause}, signature {number}: {error}") from None


def harmless(family: str, parsed: Mapping[str, Any]) -> Iterator[Signature]:
    """`harmless = [{re, from}]`: lines with scary words that mean nothing. Raises BadSignature."""
    yield from _marks(HARMLESS, family, parsed.get("harmless", ()))


def recovered(family: str, parsed: Mapping[str, Any]) -> Iterator[Signature]:
    """`recovered = [{re, ends, from}]`: a line after which these causes are over. Raises BadSignature."""
    yield from _marks(RECOVERED, family, parsed.get("recovered", ()))


def changed(family: str, parsed: Mapping[str, Any]) -> Iterator[Signature]:
    """`changed = [{re, from}]`: a line by which something was changed: a deploy, a restart, a rotation."""
    yield from _marks(CHANGED, family, parsed.get("changed", ()))


def _marks(cause: str, family: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[Signature]:
    for number, row in enumerate(rows, 1):
        bare = {k: v for k, v in row.items() if k not in ("from", "ends")}
        try:
            made = _one(cause, number, {**bare, "tool": row.get("from", "")})
        except (pattern.BadPattern, KeyError, TypeError) as error:
            raise BadSignature(f"{family}, {cause[1:]} {number}: {error}") from None
        yield replace(made, ends=tuple(row.get("ends", ())))


def _one(cause: str, number: int, row: Mapping[str, Any]) -> Signature:
    kinds = [k for k in row if k in pattern.TYPED or k in ("re", "text")]
    unknown = set(row) - _OPTIONS - set(kinds)
    if len(kinds) != 1 or unknown:
        what = (
            f"unknown {', '.join(sorted(unknown))}"
            if unknown
            else "give exactly one of re, text or a kind of fact"
        )
        raise pattern.BadPattern(what)
    kind, value = kinds[0], str(row[kinds[0]])
    if kind == "re":
        written = value
    else:
        written = pattern.literal(value) if kind == "text" else pattern.typed(kind, value)
    case = bool(row.get("case", kind in ("class", "reason", "event")))
    for further in filter(None, (row.get("unless"), row.get("near"))):
        pattern.compile_pattern(further)
    return Signature(
        cause=cause,
        pattern=written,
        words=pattern.words_of(written),
        weight=float(row.get("weight", 0.9)),
        kind=kind if kind in pattern.TYPED else "",
        value=value if kind in pattern.TYPED else "",
        case=case,
        unless=row.get("unless", ""),
        near=row.get("near", ""),
        symptom=bool(row.get("symptom", False)),
        tool=row.get("tool", ""),
        number=number,
    )
