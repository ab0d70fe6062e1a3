"""GET /health: who may see what, which status it has, and that an unchanged state is put into words once."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from farhand.embed.endpoints import health
from farhand.embed.health import looking
from farhand.embed.health.judged import state_of
from farhand.embed.health.state import State, overall
from farhand.embed.health.steady import Steady
from farhand.embed.process import Process
from farhand.embed.web.exchange import APP, SOCKET, Answer, BadRequest, Request
from tests.embed import stand_in
from tests.embed.conftest import Make
from tests.embed.stand_in import CALM, EXPIRED, FULLER, REFUSED


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    return lambda *states: stand_in.process(tmp_path, monkeypatch, *states)


def ask(process: Process, query: str = "", scope: str = "read", name: str = "", accept: str = "") -> Answer:
    pairs = dict(part.split("=") for part in query.split("&") if part)
    path = f"/health/{name}" if name else "/health"
    return health.answer(
        process,
        Request(
            "GET", path, pairs, {"accept": accept}, door=SOCKET if scope else APP, scope=scope, name=name
        ),
    )


@pytest.mark.parametrize(
    ("states", "query", "status"),
    [
        ((CALM,), "", 200),
        ((), "", 200),
        ((CALM, REFUSED), "", 200),  # what fails is not critical
        ((CALM, FULLER), "", 200),
        ((CALM, EXPIRED), "", 503),
        ((CALM, REFUSED), "fail_on=warn", 503),
        ((CALM, REFUSED), "fail_on=fail", 200),
        ((CALM, REFUSED), "profile=consul", 429),
        ((CALM, EXPIRED), "profile=consul", 503),
        ((CALM,), "profile=consul&fail_on=warn", 200),
        ((CALM, EXPIRED), "group=ready", 200),  # payments are not in that group
        ((CALM, EXPIRED), "group=support", 503),
        ((CALM, EXPIRED), "group=live", 200),
    ],
)
def test_the_status(made: Any, states: tuple[State, ...], query: str, status: int) -> None:
    process = made(*states)
    for form in ("native", "actuator", "aspnet", "flat", "text", "openmetrics"):
        assert ask(process, f"{query}&format={form}").status == status


def test_one_dependency_alone_is_critical_to_who_asks(made: Any) -> None:
    process = made(CALM, REFUSED)
    assert ask(process, name="database").status == 200
    assert ask(process, name="cache").status == 503
    boot = ask(process, name="cache", accept="application/vnd.spring-boot.actuator.v3+json")
    assert (boot.status, json.loads(boot.body)["status"]) == (503, "DOWN")


@pytest.mark.parametrize("name", ["liveness", "readiness", "support", "ready", "live"])
def test_groups_by_path_under_both_their_names(made: Any, name: str) -> None:
    assert ask(made(CALM, EXPIRED), name=name).status == (503 if name == "support" else 200)


def test_what_is_not_there_and_what_is_not_right(made: Any) -> None:
    process = made(CALM)
    assert ask(process, name="nobody").status == 404
    other = ask(process, accept="text/html")
    assert other.status == 406
    assert {c["format"] for c in json.loads(other.body)["choices"]} >= {"native", "flat"}
    assert ask(process, "format=yaml").status == 406
    for query in ("group=all", "fail_on=never", "profile=nagios"):
        with pytest.raises(BadRequest, match=query.partition("=")[0]):
            ask(process, query)


@pytest.mark.parametrize("scope", ["", "probe"])
def test_who_may_only_probe_sees_words_and_no_why(made: Any, scope: str) -> None:
    process = made(CALM, EXPIRED)
    for form in ("native", "actuator", "aspnet", "flat", "text", "openmetrics"):
        short = ask(process, f"format={form}", scope).body
        for secret in (b"tls.expired", b"certificate", b"api.example.com", b"owner", b"4f2a91c"):
            assert secret not in short
        if form != "flat":
            assert len(ask(process, f"format={form}", "read").body) > len(short)


def test_the_answer_says_that_it_varies_by_what_is_accepted(made: Any) -> None:
    assert ("Vary", "Accept") in ask(made(CALM)).headers


def test_an_unchanged_state_is_made_once_and_a_change_is_seen_at_once(
    made: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = made(CALM)
    monkeypatch.setattr(time, "monotonic", lambda: 1000.0)
    board = process.of(stand_in.Board)
    first = ask(process)
    assert all(ask(process) is first for _ in range(50))
    assert board.asked == 1
    ask(process, "format=flat")
    ask(process, scope="probe")
    assert board.asked == 3  # another view is another answer
    board.put(EXPIRED)
    assert ask(process).status == 503
    monkeypatch.setattr(time, "monotonic", lambda: 1001.0)
    assert ask(process) is not first  # an answer tells ages: it is kept for a second


def test_no_caller_fills_the_memory_with_kept_answers(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    process = made(CALM)
    monkeypatch.setattr(time, "monotonic", lambda: 1000.0)
    for number in range(1000):
        ask(process, accept=f"application/json;q=0.{number}")
        ask(process, name=f"nobody{number}")
    assert len(process.of(health.Rendered).answers) <= 65


def test_what_is_not_critical_is_seen_to_fail_all_the_same(make: Make) -> None:
    """A self-test makes it a warning; on the board that it fails and what it means are told apart."""
    process = make(
        '[app]\nname = "a"\n[dependencies.gone]\nkind = "tcp"\nurl = "tcp://127.0.0.1:1"\ncritical = false\n'
    )
    sight = looking.sight_of(process, "gone")
    assert sight is not None
    state = state_of(sight, Steady(), ("support",), 1)
    assert (state.outcome, state.critical, state.word, overall((state,))) == (
        "fail",
        False,
        "refused",
        "degraded",
    )
