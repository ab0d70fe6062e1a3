"""What the proxy settings of the site mean, apart from what any dependency makes of them.  Pure.

A dead proxy is a warning here: where a dependency needs it, that dependency has the finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.model import PASS, WARN, Facts, Finding, Verdict

DEAD = {
    "unresolved": "the name of the proxy does not resolve",
    "refused": "nothing listens at the proxy's port",
    "silent": "the proxy does not answer",
    "reset": "the proxy resets the connection",
    "closed": "the proxy closes the connection at once",
    "unreachable": "there is no way to the proxy",
}


def site(facts: Facts) -> Verdict:
    rows = facts.get("proxies", ())
    if not rows:
        return Verdict(PASS, "no proxy is set")
    troubles = [t for row in rows for t in _troubles(row)] + [
        _disagreement(d) for d in facts.get("disagree", ())
    ]
    if not troubles:
        names = ", ".join(f"{row['variable']} = {row['proxy']}" for row in rows)
        return Verdict(PASS, f"the proxy that is set accepts connections: {names}")
    findings = tuple(f for row in rows for f in _site_findings(row))
    return Verdict(WARN, "; ".join(dict.fromkeys(troubles)), findings)


def _troubles(row: Mapping[str, Any]) -> list[str]:
    says = [f"{row['variable']}: {f['says']}" for f in row["flaws"]]
    if row["reach"] and not row["reach"].get("ok"):
        says.append(
            f"{row['variable']}: {DEAD.get(row['reach']['result'], DEAD['unreachable'])} ({row['proxy']})"
        )
    return says


def _disagreement(row: Mapping[str, Any]) -> str:
    ways = "; ".join(f"{library}: {way}" for library, way in row["ways"].items())
    return f"libraries take different ways to {row['dependency']} ({ways})"


def _site_findings(row: Mapping[str, Any]) -> list[Finding]:
    flaws = [f for f in row["flaws"] if f["stops"]]
    if not flaws:
        return []
    why = f"the value of {row['variable']} is malformed: {'; '.join(f['says'] for f in flaws)}"
    host, _, port = row["proxy"].partition("://")[2].rpartition(":")
    params = {"variable": row["variable"], "proxy": row["proxy"], "proxy_host": host, "proxy_port": port}
    return [Finding("proxy.misconfigured", 0.6, why, params)]
