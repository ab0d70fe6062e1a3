"""The packet: a paragraph in the receiver's terms, the evidence, what it is not, the exact request.  Pure."""

from __future__ import annotations

from collections.abc import Sequence

from farhand import causes
from farhand.case.story import RuledOut
from farhand.escalation import excluded, requests
from farhand.escalation.about import About, clean, plain, seen
from farhand.escalation.nouns import Escalation, Packet
from farhand.model import FAIL, Finding, Quote, Result
from farhand.words import ENGLISH, _, language, of_cause, said

#: Lines of evidence, and characters of each.
_MOST, _LONGEST = 8, 300


def packet(escalation: Escalation, about: About, kept: Sequence[RuledOut] = ()) -> Packet:
    """All that is to be said to one receiver about one root cause.

    `kept`: what the case has ruled out. Names are those of the evidence and the declaration: who sends it
    decides whether they may stay (see `farhand escalate`).
    Its language is the one that is spoken when it is made.
    """
    finding, kind = about.finding, requests.find(escalation.request)
    made = kind.request(about)
    return Packet(
        escalation,
        _title(about, kind.TITLE),
        _paragraph(about, kind.TERMS, made.asks),
        made,
        _evidence(finding, about.results),
        excluded.ruled_out(finding, about.results, kept),
        excluded.still_possible(finding),
        about.app.contact if about.app else "",
        language(),
    )


def _title(about: About, kind: str) -> str:
    cause = about.finding.cause
    what = of_cause(cause, causes.get(cause).title)
    name = clean(about.app.name) if about.app else ""
    form = _("{kind} for {name} at {site}: {what}") if about.site else _("{kind} for {name}: {what}")
    return form.format(kind=_(kind), name=name or said("the app"), site=about.site, what=_lower(what))


def _paragraph(about: About, terms: str, asks: str) -> str:
    """What it is about, what it means, how it is known, whose it is, and what is asked."""
    finding, because = about.finding, about.finding.owner_because
    parts = [
        _(terms).format(product=about.product),
        plain(about),
        _("What shows it: {why}").format(why=_closed(seen(finding))),
        _("Why it comes to you: {why}").format(why=_closed(said(because))) if because else "",
        asks,
    ]
    text = " ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def _closed(text: str) -> str:
    """As a sentence that ends, in one line."""
    line = clean(text)
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."


def _lower(text: str) -> str:
    """A title within an English title, unless it begins with a name such as SELinux."""
    return text if text[1:2].isupper() or language() != ENGLISH else text[:1].lower() + text[1:]


def _evidence(finding: Finding, results: Sequence[Result]) -> tuple[Quote, ...]:
    """The lines that show it; where a probe looked and no line was printed, what its stages say."""
    quotes = [Quote(q.source, q.line, clean(q.text)[:_LONGEST]) for q in finding.evidence]
    if not quotes:
        rows = (r for r in results if r.subject == finding.subject and r.outcome == FAIL)
        quotes = [Quote(f"{r.check} {r.subject}/{r.stage}", 0, clean(said(r.says))[:_LONGEST]) for r in rows]
    return tuple(quotes[:_MOST])
