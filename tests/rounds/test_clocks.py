"""Times that other commands have told are witnesses of the host's clock."""

from __future__ import annotations

from dataclasses import replace

from farhand import judge
from farhand.model import FAIL, App, Evidence, Result, Vantage
from farhand.paste import clocks

SEEN = Vantage("host", "paste")


def told(subject: str, offset: float, host: str) -> Evidence:
    facts = {"host": host, "port": 443, "peer_clock": {"peer": host, "offset_s": offset, "error_s": 0.5}}
    return Evidence("tcp", subject, "tcp", facts, vantage=SEEN, source="mail", line=7)


def verdict(*rows: Evidence, app: App | None = None) -> Result | None:
    results = judge.judge(clocks.together(rows, app))
    return next((r for r in results if (r.check, r.stage) == ("clock", "peers")), None)


def test_one_that_is_far_off_is_told_with_doubt_and_two_that_agree_without() -> None:
    one, two = told("api", 600.0, "10.0.0.1"), told("database", 600.4, "10.0.0.2")
    alone, both = verdict(one), verdict(one, two)
    assert alone
    assert both
    assert alone.outcome == both.outcome == FAIL
    assert both.findings[0].confidence > alone.findings[0].confidence
    assert (alone.findings[0].cause, alone.findings[0].evidence[0].line) == ("clock.skew", 7)


def test_that_one_agrees_does_not_acquit_the_clock() -> None:
    assert verdict(told("api", 0.2, "10.0.0.1")) is None


def test_what_a_probe_has_told_is_left_to_its_own_report() -> None:
    probed = replace(told("api", 600.0, "10.0.0.1"), vantage=Vantage("app", "probe"))
    assert verdict(probed) is None


def test_the_declared_skew_is_allowed() -> None:
    app = App("shop", checks={"clock": {"max_skew": "15m"}})
    assert verdict(told("api", 600.0, "10.0.0.1"), app=app) is None


def test_the_clock_s_own_command_hears_them_too() -> None:
    asked = Evidence("clock", "clock", "peers", {"peers": [], "now": "2026-11-26T12:00:00Z"}, vantage=SEEN)
    found = verdict(asked, told("api", 600.0, "10.0.0.1"))
    assert found
    assert found.outcome == FAIL
    unknown = replace(asked, unknown="it was cut off")
    assert clocks.together([unknown, told("api", 600.0, "10.0.0.1")])[0] == unknown
