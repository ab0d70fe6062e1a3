"""A report for the vendor's own engineers: what fails, with which version, and how to see it again."""

from __future__ import annotations

from collections.abc import Iterator

from farhand import causes
from farhand.escalation.about import About, places
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts
from farhand.model import FAIL, PASS
from farhand.words import _, marked, of_cause, said

TITLE = marked("Report for engineering")
TERMS = marked("{product} itself, or what was delivered with it, has to change.")
#: Facts of a site that make a fault appear again, by the names under which checks keep them.
_FACTS = (
    "server_version",
    "version",
    "kernel",
    "os",
    "python",
    "max",
    "limit",
    "pool_size",
    "processes",
    "search_path",
)


def request(about: About) -> Request:
    cause = causes.get(about.finding.cause)
    place = places(about)[0]
    rows = _parts.known(
        (_("App"), about.product),
        (_("Platform"), about.app.platform if about.app else ""),
        (_("Cause"), f"{cause.id}: {of_cause(cause.id, cause.title)}"),
        (_("Where"), about.subject),
        (_("Against"), place.shown if place.host else ""),
        (_("Code or message"), about.word("sqlstate", "errno", "message", "said")),
        (_("Known of the site"), "; ".join(_facts(about))),
        (_("Works meanwhile"), _working(about)),
    )
    steps = (*_reproduction(about), *_parts.steps(about))
    asks = _("Please mend this in {product}, or say which setting avoids it.").format(product=about.product)
    return Request("bug", _(TITLE), asks, tuple(rows), steps=steps, confirm=tuple(_parts.again(about)))


def _reproduction(about: About) -> Iterator[str]:
    """The way to see it again in a look-alike of the site."""
    failing = next((r for r in about.results if r.subject == about.subject and r.outcome == FAIL), None)
    if failing is not None:
        seen = _("Seen at the stage {stage} of {subject}: {says}")
        yield seen.format(stage=failing.stage, subject=failing.subject, says=said(failing.says))
    known = _(", with the versions and limits above") if any(_facts(about)) else ""
    again = _(
        "To see it again: set up {product} as it runs there{known}, and do what the first line of the "
        "evidence was doing. The evidence itself belongs to the case."
    )
    yield again.format(product=about.product, known=known)


def _facts(about: About) -> Iterator[str]:
    """Versions and limits that were seen, each once."""
    seen: dict[str, str] = {}
    for result in about.results:
        for name in _FACTS:
            value = result.facts.get(name)
            if isinstance(value, (str, int, float)) and not isinstance(value, bool) and value != "":
                seen.setdefault(f"{result.subject} {name}", str(value)[:80])
    yield from (f"{name} {value}" for name, value in list(seen.items())[:8])


def _working(about: About) -> str:
    other = {r.subject for r in about.results if r.outcome != PASS}
    return ", ".join(sorted({r.subject for r in about.results} - other))
