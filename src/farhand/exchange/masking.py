"""What is hidden in a case's texts: secrets, and what the declaration and the site ask for.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from farhand import declare
from farhand.case import Entry, compliance
from farhand.errors import Mistake
from farhand.model import NOTHING, App
from farhand.redact import Policy, Redactor
from farhand.redact.own import Own
from farhand.target import read_target


def redactor(app: App | None, rows: Iterable[Entry]) -> Redactor:
    """What masks what people write and attach: by the site's answers about its rules, else as declared."""
    return Redactor(policy=policy(app, compliance.of(rows).profile))


def redactor_of(rows: Sequence[Entry]) -> Redactor:
    """The same with the declaration that the case itself holds."""
    return redactor(declared(rows)[0], rows)


def declared(entries: Sequence[Entry]) -> tuple[App | None, str]:
    """The declaration with which the case was opened, or why there is none."""
    text = next((e.word("declaration") for e in reversed(entries) if e.kind == "opened"), "")
    if not text.strip():
        return None, "the case holds no declaration"
    try:
        return declare.of_text(text, "the declaration of this case"), ""
    except Mistake as mistake:
        return None, str(mistake)


def around(app: App | None, rows: Iterable[Entry]) -> Redactor | None:
    """What masks a pasted text outside of outputs; None where the site has said nothing of its rules."""
    profile = compliance.of(rows).profile
    return Redactor(policy=policy(app, profile)) if profile else None


def policy(
    app: App | None,
    profile: str = "",
    words: Sequence[str] = (),
    patterns: Sequence[str] = (),
    keep: Sequence[str] = (),
) -> Policy:
    """What is hidden beside secrets: as given and as declared, together. Raises Mistake."""
    told: Mapping[str, Any] = app.sections.get("redact", NOTHING) if app else NOTHING
    made = Policy(
        profile=profile or str(told.get("profile") or "default"),
        words=(*told.get("words", ()), *words),
        patterns=(*told.get("patterns", ()), *patterns),
        keep=(*told.get("keep", ()), *keep),
        hosts=_hosts(app),
    )
    try:
        made.groups, Own(made)
    except ValueError as error:
        raise Mistake(str(error)) from None
    return made


def _hosts(app: App | None) -> tuple[str, ...]:
    """Declared host names stay readable; what stands in a variable is not declared."""
    found = [read_target(dict(need.settings), need.kind).host for need in (app.dependencies if app else ())]
    return tuple(sorted({host for host in found if host and "$" not in host}))
