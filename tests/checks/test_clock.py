"""What the peers' clocks mean, and real peers on loopback."""

from __future__ import annotations

from typing import Any

import pytest

from farhand.checks import clock
from farhand.checks._clock import meaning as meaning
from farhand.model import Evidence


def peer(name: str, offset: float, error: float = 0.5, near: bool = False) -> dict[str, Any]:
    return {"peer": name, "offset_s": offset, "error_s": error, "place": f"{name}.test:443", "near": near}


def facts(*peers: dict[str, Any], allowed: float = 5.0) -> dict[str, Any]:
    return {"max_skew_s": allowed, "now": "2026-11-20T14:00:00Z", "peers": list(peers)}


@pytest.mark.parametrize(
    ("peers", "outcome", "causes"),
    [
        ((), "unknown", []),
        ((peer("a", 0.2),), "pass", []),
        ((peer("a", 5.3),), "pass", []),  # within what may be off and what is not known
        ((peer("a", -600),), "fail", ["clock.skew"]),
        ((peer("a", -600), peer("b", -600.4)), "fail", ["clock.skew"]),
        ((peer("a", 3600), peer("b", 3602), peer("c", 0)), "fail", ["clock.skew"]),
        ((peer("a", 0), peer("b", 0.1), peer("c", 3600)), "warn", []),
        ((peer("a", 0), peer("b", 3600)), "unknown", []),
        ((peer("a", -7200), peer("b", 3600)), "unknown", []),
        ((peer("a", -7200), peer("b", 3600), peer("c", 0)), "unknown", []),
        ((peer("a", 0), peer("b", 0), peer("c", 60), peer("d", 60)), "unknown", []),
        ((peer("here", 0, near=True), peer("b", 600)), "fail", ["clock.skew"]),
        ((peer("here", 0, near=True),), "pass", []),
    ],
)
def test_two_that_agree_decide(peers: Any, outcome: str, causes: list[str]) -> None:
    verdict = clock.judge("peers", facts(*peers))
    assert (verdict.outcome, [f.cause for f in verdict.findings]) == (outcome, causes)


def test_one_peer_alone_may_be_wrong_itself() -> None:
    one = clock.judge("peers", facts(peer("a", -600))).findings[0]
    two = clock.judge("peers", facts(peer("a", -600), peer("b", -600))).findings[0]
    assert one.confidence == 0.7
    assert one.not_excluded == ("the clock of a itself",)
    assert two.confidence == 0.95
    assert "behind" in two.why


def test_whole_hours_are_remarked() -> None:
    assert "half hours" in clock.judge("peers", facts(peer("a", 3600.2), peer("b", 3600))).findings[0].why
    assert "half hours" not in clock.judge("peers", facts(peer("a", 3700), peer("b", 3700))).findings[0].why


def test_the_same_server_under_two_names_is_one_peer() -> None:
    seen = [
        Evidence("http", name, "config", {"host": "api.test", "port": 443, "scheme": "https"})
        for name in ("a", "b")
    ] + [
        Evidence("http", name, "http", {"peer_clock": {"peer": name, "offset_s": -600.0, "error_s": e}})
        for name, e in (("a", 0.9), ("b", 0.5))
    ]
    found = clock.told(seen)
    assert [(p["peer"], p["place"], p["url"]) for p in found] == [
        ("b", "api.test:443", "https://api.test:443/")
    ]


def test_what_others_tell_may_be_of_any_shape() -> None:
    rows: list[Any] = [None, 5, "x", {}, {"offset_s": "600"}, {"offset_s": None}]
    assert clock.told([Evidence("http", "a", "http", {"peer_clock": row}) for row in rows]) == []


def test_a_jump_is_a_warning() -> None:
    assert clock.judge("jump", {"jump_s": 0.3}).outcome == "pass"
    assert [f.cause for f in clock.judge("jump", {"jump_s": -61.0}).findings] == ["clock.timezone"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (7.25, "7.2 s"),
        (90, "90.0 s"),
        (600, "600 s (10 minutes)"),
        (3600, "3600 s (1 hour)"),
        (172800, "172800 s (2 days)"),
    ],
)
def test_spans(seconds: float, words: str) -> None:
    assert meaning.span(seconds) == words


def test_the_command_is_read_back_whenever_it_is_read() -> None:
    text = """peer https://api.example.test/
before 1763650000
Date: Thu, 20 Nov 2025 15:00:00 GMT
after 1763650001
peer https://mail.example.test/
before 1763650001
date: Thu, 20 Nov 2025 15:00:01 GMT
after 1763650001
synchronised no
"""
    rows = {row.stage: clock.judge(row.stage, row.facts) for row in clock.read(text)}
    assert [f.cause for f in rows["peers"].findings] == ["clock.skew"]
    assert "minutes) behind" in rows["peers"].says
    assert list(clock.read("nothing of ours")) == []


def test_a_device_that_has_no_clock_is_no_witness() -> None:
    device = {
        "peer": "printer",
        "offset_s": 1.79e9,
        "error_s": 0.5,
        "place": "h:80",
        "url": "",
        "near": False,
    }
    facts = {"now": "2026-11-20T10:00:00Z", "peers": [device]}
    assert clock.judge("peers", facts).outcome == "unknown"
    good = {**device, "peer": "cache", "offset_s": 0.1}
    assert clock.judge("peers", {**facts, "peers": [device, good]}).outcome == "pass"


def test_a_clock_that_was_never_set_needs_no_witness() -> None:
    verdict = clock.judge("peers", {"now": "1970-01-02T00:00:00Z", "peers": []})
    assert [f.cause for f in verdict.findings] == ["clock.skew"]
    assert "never been set" in verdict.says
