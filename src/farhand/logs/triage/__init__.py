"""What broke first, told from a summary.  Pure.

`change` finds what is new, `order` what broke first and what followed, `rhythm` bursts and gaps, `worth`
the few records worth sending. All of them read a `farhand.logs.mining.Summary`; none reads a log.
"""

from __future__ import annotations

from farhand.logs.triage.change import new_against, new_since
from farhand.logs.triage.order import Broken, always_there, broken_first
from farhand.logs.triage.rhythm import Stretch, bursts, error_rate, gaps
from farhand.logs.triage.worth import Line, worth_sending

__all__ = [
    "Broken",
    "Line",
    "Stretch",
    "always_there",
    "broken_first",
    "bursts",
    "error_rate",
    "gaps",
    "new_against",
    "new_since",
    "worth_sending",
]
