"""What the entries of a case come to."""

from __future__ import annotations

from pathlib import Path

from farhand.case import Case
from farhand.case.history import of


def test_a_case_tells_what_is_done_and_what_is_pending(tmp_path: Path) -> None:
    with Case(tmp_path / "acme", "ann", create=True) as case:
        case.add("problem", {"says": "it is broken"})
        for step in ("database", "api", "clock", "ask-proxy"):
            case.add("asked", {"id": step})
        case.add("answered", {"id": "database", "source": "mail.txt", "text": "it says no"})
        case.add("declined", {"id": "api", "why": "security"})
        case.add("told", {"id": "ask-proxy", "choice": "yes", "text": "since monday"})
        case.add("weather", {"says": "of a later version"})
        history = of(case.entries())
    assert history.reported == ("it is broken",)
    assert history.texts == (("mail.txt", "it says no"),)
    assert history.declined == {"api": "security"}
    assert history.told == (("ask-proxy", "yes"),)
    assert history.said == (("ask-proxy", "since monday"),)
    assert history.done == {"database", "api", "ask-proxy"}
    assert history.pending == ["clock"]


def test_the_last_answer_counts(tmp_path: Path) -> None:
    with Case(tmp_path / "acme", "ann", create=True) as case:
        case.add("told", {"id": "ask-proxy", "choice": "no"})
        case.add("told", {"id": "ask-proxy", "choice": "yes"})
        assert of(case.entries()).told == (("ask-proxy", "yes"),)
