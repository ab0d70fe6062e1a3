"""What is asked next, as evidence comes in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from farhand import causes
from farhand.model import FAIL, PASS, UNKNOWN, App, Dependency, Finding, Result, Vantage, Waiver
from farhand.steps import candidates, learn, planning, words, worth
from farhand.steps.planning import Known, advise
from farhand.steps.worth import Candidate

DATABASE = Dependency("database", "postgres", {"url": "postgres://a@db.example.com:5432/n"}, why="invoices")
API = Dependency("api", "http", {"url": "https://api.example.com/"}, run_by="vendor")
APP = App("shop", dependencies=(DATABASE, API))


def row(subject: str, check: str, stage: str, outcome: str, finding: Finding | None = None) -> Result:
    found = (finding,) if finding else ()
    return Result(check, subject, stage, outcome, "", findings=found, vantage=Vantage("host", "paste"))


def found(cause: str, subject: str, confidence: float, others: tuple[str, ...] = ()) -> Finding:
    return Finding(cause, confidence, subject=subject, check="postgres", not_excluded=others)


def ids(advice: planning.Advice) -> list[str]:
    return [step.id for step in advice.steps]


@pytest.mark.parametrize(("channel", "least", "most"), [("call", 1, 1), ("chat", 1, 2), ("mail", 2, 5)])
def test_a_channel_bounds_what_is_asked_at_once(channel: str, least: int, most: int) -> None:
    advice = advise(APP, Known(), channel)
    commands = [s for s in advice.steps if s.kind == "check"]
    assert least <= len(commands) <= most
    assert channel != "mail" or sum(s.minutes for s in advice.steps) <= planning.MAIL_MINUTES


def test_the_first_step_is_a_dependency_and_not_a_question() -> None:
    assert advise(APP, Known(), "call").steps[0].subject in ("database", "api")


def test_what_was_reported_comes_first() -> None:
    assert ids(advise(APP, Known(reported="the database does not answer"), "call")) == ["database"]
    assert ids(advise(APP, Known(reported="calls to the api fail"), "call")) == ["api"]


def test_a_stage_that_passed_excludes_what_it_can_see_there() -> None:
    prior = candidates.prior(APP)
    after = learn.learn(prior, [row("database", "postgres", "tcp", PASS)], []).belief
    gone, other = Candidate("tcp.refused", "database"), Candidate("tcp.refused", "api")
    assert after[gone] < prior[gone] / 2
    assert after[other] > prior[other]


def test_what_could_not_be_looked_at_changes_nothing() -> None:
    prior = candidates.prior(APP)
    assert learn.learn(prior, [row("database", "postgres", "tcp", UNKNOWN)], []).belief == pytest.approx(
        prior
    )


def test_a_sure_finding_decides() -> None:
    finding = found("postgres.database_missing", "database", 0.95)
    results = [row("database", "postgres", "login", FAIL, finding)]
    advice = advise(APP, Known(results, [finding]), "call")
    assert advice.decided
    assert planning.most_likely(advice.belief)[0][0] == Candidate("postgres.database_missing", "database")


def test_a_finding_that_follows_from_another_cause_is_followed_up() -> None:
    cause = next(c for c in causes.load().values() if "tls.expired" in c.explains and c.id == "clock.skew")
    finding = found("tls.expired", "api", 0.6, (cause.id,))
    advice = advise(APP, Known([row("api", "http", "tls", FAIL, finding)], [finding]), "call")
    assert not advice.decided
    assert ids(advice) == ["clock"]


def test_a_weak_finding_does_not_decide() -> None:
    finding = found("tcp.timeout", "database", 0.4, ("tcp.host_down", "tcp.rejected"))
    advice = advise(APP, Known([row("database", "postgres", "tcp", FAIL, finding)], [finding]), "call")
    assert not advice.decided


def test_a_waived_finding_decides_nothing() -> None:
    finding = replace(found("tls.expired", "api", 0.95), waived=_waiver())
    assert not advise(APP, Known([row("api", "http", "tls", FAIL, finding)], [finding]), "call").decided


def _waiver() -> Waiver:
    return Waiver("api", "known", "us", "2030-01-01")


def test_a_declined_step_is_planned_around() -> None:
    first = ids(advise(APP, Known(), "call"))[0]
    second = advise(APP, Known(done={first}), "call")
    assert first not in ids(second)
    assert second.steps
    assert first not in {s.id for s in second.rest}


def test_an_answer_of_a_person_shifts() -> None:
    before = advise(APP, Known(), "call").belief
    after = advise(APP, Known(told=[("ask-proxy", "yes")]), "call").belief

    def of(belief: object, family: str) -> float:
        return sum(p for c, p in belief.items() if c.cause.startswith(family))  # type: ignore[attr-defined]

    assert of(after, "proxy.") > 1.5 * of(before, "proxy.")
    assert of(
        advise(APP, Known(told=[("ask-proxy", "don't know")]), "call").belief, "proxy."
    ) == pytest.approx(of(before, "proxy."))


def test_everything_is_asked_once_and_then_there_is_nothing_left() -> None:
    done: list[str] = []
    for _ in range(60):
        advice = advise(APP, Known(done=done), "call")
        if not advice.steps:
            break
        assert not set(ids(advice)) & set(done)
        done += ids(advice)
    assert not advise(APP, Known(done=done), "call").steps
    assert {"database", "api", "env", "clock", "proxy", "host"} <= set(done)


def test_steps_that_tell_nothing_are_not_offered() -> None:
    advice = advise(APP, Known(), "call")
    for step in advise(APP, Known(), "mail").steps:
        assert worth.gain(advice.belief, step) >= planning.LEAST


def test_a_cause_of_a_platform_needs_that_platform() -> None:
    bare = candidates.prior(APP)
    pod = candidates.prior(APP, "kubernetes")
    assert not [c for c in bare if c.cause.startswith("container.") and bare[c] > 0]
    assert [c for c in pod if c.cause.startswith("container.") and pod[c] > 0]


def test_what_is_not_critical_is_less_likely() -> None:
    lesser = replace(APP, dependencies=(replace(DATABASE, critical=False), API))
    here = Candidate("postgres.hba", "database")
    other = Candidate("tcp.refused", "database")
    assert candidates.prior(lesser)[other] < candidates.prior(APP)[other]
    assert here in candidates.prior(lesser)


def test_the_same_question_gives_the_same_answer() -> None:
    one, two = advise(APP, Known(), "mail"), advise(APP, Known(), "mail")
    assert ids(one) == ids(two)
    assert one.belief == two.belief


def test_each_step_says_what_its_answers_would_mean() -> None:
    done: list[str] = []
    for _ in range(12):
        advice = advise(APP, Known(done=done), "call")
        for step in advice.steps:
            lines = words.means(step, advice)
            assert 2 <= len(lines) <= 5
            assert all(line.startswith("if ") for line in lines)
            assert words.decides(step, advice.belief)
        done += ids(advice)
