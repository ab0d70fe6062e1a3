"""Rounds for `make bench`: a balanced choice of the lab's worlds, beside the fixed checklist."""

from __future__ import annotations

from tests.rounds import table
from tests.rounds.play import WAYS

WORLDS = 48


def rows() -> list[tuple[str, str, str]]:
    """Rows of (what, measured, asked). What was not found counts as the most commands."""
    played = [row for row in table.rows_of(table.sample(WORLDS)) if not row.problem]
    call, mail, probe, mails, fixed = (table.count(played, way) for way in WAYS)
    n = len(played)
    return [
        (f"`farhand next` on a call, {n} worlds: commands to the true cause", f"{call.commands:.1f}", "≤ 3"),
        ("the same, found / decided for another cause", f"{call.found} / {call.wrong}", "all / 0"),
        ("by mail: messages", f"{mail.messages:.2f}", "≤ 1.5"),
        ("by mail: minutes of the operator, KB sent", f"{mail.minutes:.1f}, {mail.bytes / 1000:.1f}", ""),
        ("with the real probe in place of each command: commands", f"{probe.commands:.1f}", "≤ 3"),
        ("the same, found; messages by mail", f"{probe.found}; {mails.messages:.2f}", "all; ≤ 1.5"),
        ("the fixed checklist: commands, found", f"{fixed.commands:.1f}, {fixed.found}", "peer"),
    ]
