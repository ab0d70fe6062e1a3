"""A wrong clock is the root of what it makes look wrong at other services.

A certificate or licence that is in date by the peers' clocks is good; a token or a signature that is
refused as too old or too new is good, too. They become symptoms of the clock. A certificate that is out of
date by the peers' clocks as well stays a root of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from farhand.model import Finding, Result

_DATES = ("tls.expired", "tls.not_yet_valid", "app.license")
#: Where a licence names only one of its ends.
_LONG_AGO, _FAR = "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"
_REFUSED = ("http.unauthorized", "http.forbidden", "http.unexpected_body", "http.server_error")
#: Words by which services say that a time does not fit; looked for only where the clock is known to be wrong.
_TIME_WORDS = re.compile(
    r"expired|not yet valid|not[ -]before|used before issued|issued in the future|\b(?:iat|nbf|exp)\b"
    r"|invalid_token|RequestTimeTooSkewed|RequestExpired|skewed|clock skew",
    re.IGNORECASE,
)


def apply(findings: Sequence[Finding], results: Sequence[Result]) -> list[Finding]:
    root = next((f for f in findings if f.cause == "clock.skew" and f.check == "clock"), None)
    if root is None:
        return list(findings)
    symptoms = [f for f in findings if f is not root and _is_symptom(f, root, results)]
    told = tuple(f"{f.subject}: {f.cause}" for f in symptoms)
    sure = _surer(root, symptoms, findings)
    made = replace(root, explains=(*root.explains, *told), confidence=sure)
    marked = {id(f): replace(f, role="symptom") for f in symptoms}
    return [made if f is root else marked.get(id(f), f) for f in findings]


def _surer(root: Finding, symptoms: Sequence[Finding], findings: Sequence[Finding]) -> float:
    """An authority that dated a certificate is a second witness; so is, less, a service that refuses a login.

    The refused login may have a reason of its own and stays a root, but the clock is to be mended first.
    """
    if any(f.cause in _DATES for f in symptoms):
        return max(root.confidence, 0.95)
    refused = [f.confidence for f in findings if f.cause in _REFUSED[:2]]
    return max([root.confidence, *(min(0.95, sure + 0.02) for sure in refused)])


def _is_symptom(finding: Finding, root: Finding, results: Sequence[Result]) -> bool:
    if finding.cause == "clock.skew":
        return True
    rows = [r for r in results if r.subject == finding.subject and r.stage == finding.stage]
    if finding.cause in _DATES and root.params.get("never_set"):
        return finding.cause == "tls.not_yet_valid"
    if finding.cause in _DATES:
        return any(_good_for_peers(r.facts, finding, root) for r in rows)
    if finding.cause in _REFUSED or finding.cause.startswith("s3."):
        return any(_speaks_of_time(r.facts) for r in rows) or bool(_TIME_WORDS.search(finding.why))
    return False


def _good_for_peers(facts: Mapping[str, Any], finding: Finding, root: Finding) -> bool:
    """Every certificate of the chain, or the licence, is in date by the peers' clock."""
    now = _time(facts.get("now")) or _time(root.params.get("now"))
    if now is None:
        return False
    there = now - timedelta(seconds=float(root.params.get("offset_s", 0)))
    chain = [c for c in _dated(facts, finding) if isinstance(c, Mapping)]
    dates = [(_time(c.get("not_before")), _time(c.get("not_after"))) for c in chain]
    known = [(begin, end) for begin, end in dates if begin and end]
    return bool(known) and all(begin <= there <= end for begin, end in known)


def _dated(facts: Mapping[str, Any], finding: Finding) -> Sequence[Any]:
    """What has a beginning and an end: each certificate of a chain, or the licence."""
    if finding.cause == "app.license" and (facts.get("begins") or facts.get("ends")):
        return [{"not_before": facts.get("begins") or _LONG_AGO, "not_after": facts.get("ends") or _FAR}]
    chain: Sequence[Any] = facts.get("chain") or [{**facts, **finding.params}]
    return chain


def _time(text: Any) -> datetime | None:
    try:
        read = datetime.fromisoformat(str(text).replace("Z", "+00:00"))
    except ValueError:
        return None
    return read if read.tzinfo else None


def _speaks_of_time(facts: Mapping[str, Any]) -> bool:
    """Some text that the service sent names a time as the reason."""
    return any(_TIME_WORDS.search(text) for text in _texts(facts))


def _texts(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        yield value[:4000]
    elif isinstance(value, Mapping) and depth < 5:
        for key, part in value.items():
            if key not in ("about", "peer_clock"):
                yield from _texts(part, depth + 1)
    elif isinstance(value, (list, tuple)) and depth < 5:
        for part in value[:50]:
            yield from _texts(part, depth + 1)
