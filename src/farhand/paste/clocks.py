"""What several commands have told of peers' clocks, weighed as one, as the self-test does.  Pure.

The command of a web server or a database prints the time there beside the time here. Each alone judges only
its own part; together they are witnesses for or against the host's clock, before that is asked for itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from farhand.checks import clock
from farhand.model import FAIL, App, Evidence
from farhand.target.units import duration

_STAGE = ("clock", "peers")


def together(evidence: Sequence[Evidence], app: App | None = None) -> list[Evidence]:
    """The evidence, with what pasted outputs have told of the clock; unchanged where they tell nothing.

    Where the clock was not asked for, only what speaks against it is added: that it is right is more than
    agreeing with one peer. Where the declaration says that the clock does not matter, nothing is.
    """
    if app and app.checks.get("clock", {}).get("enabled") is False:
        return list(evidence)
    pasted = [row for row in evidence if row.vantage.via == "paste"]
    told = clock.told(pasted)
    asked = [row for row in pasted if (row.check, row.stage) == _STAGE]
    if not told or len(asked) > 1:
        return list(evidence)
    if asked:
        return [_joined(row, told) if row is asked[0] else row for row in evidence]
    made = _made(pasted, told, app)
    return [*evidence, made] if clock.judge("peers", made.facts).outcome == FAIL else list(evidence)


def _joined(row: Evidence, told: Sequence[Mapping[str, Any]]) -> Evidence:
    """The clock's own witnesses, and those of the other commands that it has not heard itself."""
    own = list(row.facts.get("peers") or ())
    heard = {str(peer.get("place")) for peer in own}
    more = [peer for peer in told if peer["place"] not in heard]
    facts = {**row.facts, "peers": [*own, *more]}
    if more and facts.get("critical") is False:
        del facts["critical"]
    return replace(row, facts=facts) if more and not row.unknown else row


def _made(pasted: Sequence[Evidence], told: Sequence[Mapping[str, Any]], app: App | None) -> Evidence:
    first = next(row for row in pasted if "peer_clock" in row.facts)
    facts: dict[str, Any] = {"peers": list(told)}
    allowed = duration((app.checks.get("clock", {}) if app else {}).get("max_skew"))
    if allowed:
        facts["max_skew_s"] = allowed
    return replace(first, check="clock", subject="clock", stage="peers", facts=facts, unknown="", raw="")
