"""A platform's own records are steps too, worth what they tell of."""

from __future__ import annotations

import pytest

from farhand import platforms
from farhand.model import App, Dependency
from farhand.steps import candidates, options, planning
from farhand.steps.planning import Known, advise
from farhand.steps.worth import Step

DATABASE = Dependency("database", "postgres", {"url": "postgres://a@db.example.com:5432/n"}, why="invoices")
API = Dependency("api", "http", {"url": "https://api.example.com/"}, run_by="vendor")
TARGETS = {
    "docker": "shop",
    "compose": "web",
    "kubernetes": "prod/shop-1",
    "systemd": "shop.service",
    "serverless": "aws:shop",
}


def app(platform: str) -> App:
    return App("shop", platform=platform, target=TARGETS.get(platform, ""), dependencies=(DATABASE, API))


def records(platform: str) -> dict[str, Step]:
    """The platform's steps by the reason of their command."""
    there = app(platform)
    every = options.of_app(there, candidates.prior(there), platform)
    return {s.question: s for s in every if s.kind == "platform"}


@pytest.mark.parametrize("platform", sorted(TARGETS))
def test_each_of_its_commands_is_offered_and_would_show_something(platform: str) -> None:
    asked = [c.why for c in platforms.find(platform).outside(TARGETS[platform], "1h")]
    found = records(platform)
    assert set(asked) == set(found)
    assert all(step.shows for step in found.values())


def test_every_platform_there_is_has_been_thought_of() -> None:
    assert set(TARGETS) | {"bare"} == set(platforms.names())


@pytest.mark.parametrize("platform", ["docker", "compose", "kubernetes"])
def test_how_a_container_ended_is_found_in_its_state_and_not_by_a_login(platform: str) -> None:
    by_cause = {
        c.cause: p for s in records(platform).values() if "ended" in s.question for c, p in s.shows.items()
    }
    assert by_cause["memory.oom_killed"] > 0.5
    assert "postgres.auth" not in by_cause


@pytest.mark.parametrize("platform", sorted(set(TARGETS) - {"serverless"}))
def test_the_first_mail_asks_the_platform_beside_the_dependencies(platform: str) -> None:
    asked = {s.kind for s in advise(app(platform), Known(), "mail", platform).steps}
    assert {"check", "platform"} <= asked


@pytest.mark.parametrize("platform", sorted(set(TARGETS) - {"serverless"}))
def test_a_call_comes_to_the_dependencies_within_three_steps(platform: str) -> None:
    done: list[str] = []
    for _ in range(3):
        done += [s.id for s in advise(app(platform), Known(done=done, looked=done), "call", platform).steps]
    assert {"database", "api"} & set(done)


def test_without_a_shell_inside_only_the_platform_and_people_are_asked() -> None:
    there = app("serverless")
    kinds = {s.kind for s in options.of_app(there, candidates.prior(there), "serverless")}
    assert kinds == {"platform", "ask"}


def test_records_that_came_back_make_less_likely_what_they_would_have_shown() -> None:
    there = app("docker")
    state = next(s for why, s in records("docker").items() if "ran out of memory, its limits" in why)
    gone = next(c for c in state.shows if c.cause == "memory.oom_killed")
    before, after, declined = (
        advise(there, known, "call", "docker").belief[gone]
        for known in (Known(), Known(done=[state.id], looked=[state.id]), Known(done=[state.id]))
    )
    assert after < before / 2
    assert declined == pytest.approx(before)


def test_a_bare_machine_without_a_target_has_no_records() -> None:
    assert not records("bare")
    assert options.target_of(app("bare"), "bare") == ""
    assert planning.choose(candidates.prior(app("bare")), [], "call") == []
