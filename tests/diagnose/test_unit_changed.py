"""A unit file that was changed and not loaded is a remark beside a unit that fails."""

from __future__ import annotations

import pytest

from farhand import evidence
from farhand.model import Finding
from farhand.reading import Source
from farhand.redact import Redactor

_WARNING = (
    "Warning: The unit file, source configuration file or drop-ins of billing.service changed on disk. "
    "Run 'systemctl daemon-reload' to reload units.\n"
)
_HEAD = "● billing.service - Billing\n   Loaded: loaded (/etc/systemd/system/billing.service; enabled)\n"
_RUNS = (
    "   Active: active (running) since Sat 2026-11-21 03:53:04 UTC; 5 days ago\n Main PID: 812 (billing)\n"
)
_FAILS = (
    "   Active: activating (auto-restart) (Result: exit-code) since Sat 2026-11-21 03:53:04 UTC; 2s ago\n"
    "  Process: 812 ExecStart=/opt/billing/run (code=exited, status=3)\n"
)


def _found(text: str) -> tuple[Finding, ...]:
    return evidence.weigh([Source("stdin", [text.encode()], text)], Redactor()).diagnosis.causes


@pytest.mark.parametrize(
    ("state", "first"), [(_RUNS, "config.env_stale"), (_FAILS, "service.unit_failed")], ids=["runs", "fails"]
)
def test_what_comes_first(state: str, first: str) -> None:
    assert _found(_WARNING + _HEAD + state)[0].cause == first


def test_what_the_unit_says_itself_comes_before_both() -> None:
    said = "Nov 21 03:53:04 host billing[812]: bind: address already in use\n"
    found = _found(_WARNING + _HEAD + _FAILS + said)
    assert found[0].cause == "tcp.port_in_use"
