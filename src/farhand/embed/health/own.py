"""The vendor's own checks: a function with a name, with the same rights as a built-in check.

    @farhand.check("licence", every="1h", critical=False)
    def licence() -> None:
        if days_left() < 14:
            raise farhand.Failing("the licence ends in less than two weeks", cause="app.license")

It has its own thread, deadline and rhythm, is never run twice at once, and shows up in /health, metrics and
self-test. Nothing, True or a sentence is a pass; False, an exception or `Failing` is a failure; `Warns`
warns. A coroutine function runs in a loop of its own, never in the app's.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from farhand import checks
from farhand.look import Look
from farhand.model import FAIL, PASS, WARN, App, Dependency, Example, Facts, Finding, Seen, Verdict
from farhand.target.units import duration

F = TypeVar("F", bound=Callable[..., Any])


class Failing(Exception):
    """A check's own word:

    what is wrong in one sentence, and where it is known, the cause and the next step.
    """

    outcome = FAIL

    def __init__(self, says: str, cause: str = "", next_step: str = "", owner: str = "") -> None:
        super().__init__(says)
        self.cause, self.next_step, self.owner = cause, next_step, owner


class Warns(Failing):
    """The same, where it is only a warning."""

    outcome = WARN


@dataclass(frozen=True)
class Own:
    """One check of the vendor's. `every` and `timeout` are seconds."""

    name: str
    ask: Callable[[], Any]
    every: float = 30.0
    timeout: float = 3.0
    critical: bool = True
    groups: tuple[str, ...] = ("support",)


class _All:
    """The checks of this program, by name: they are code, so that a fork keeps them."""

    by_name: dict[str, Own] = {}


def check(
    name: str,
    *,
    every: str | float = 30.0,
    timeout: str | float = 3.0,
    critical: bool = True,
    groups: tuple[str, ...] = ("support",),
) -> Callable[[F], F]:
    """Make a function a check. Raises ValueError for a name that is taken or a time that is none."""

    def keep(ask: F) -> F:
        own = Own(name, ask, _seconds(every), _seconds(timeout), critical, tuple(groups))
        if name in checks.built_in() or not name.replace("-", "_").isidentifier():
            raise ValueError(f"a check cannot be named {name!r}: choose a word that no built-in check has")
        _All.by_name[name] = own
        checks.add(name, _Module(own))
        return ask

    return keep


def every() -> Mapping[str, Own]:
    """All checks of the vendor's, by name."""
    return _All.by_name


def with_own_checks(app: App) -> App:
    """The declaration and one dependency for each of the vendor's own checks."""
    declared = {need.name for need in app.dependencies}
    more = [
        Dependency(
            o.name, o.name, why="the app's own check", run_by="vendor", critical=o.critical, timeout=o.timeout
        )
        for o in _All.by_name.values()
        if o.name not in declared
    ]
    return replace(app, dependencies=(*app.dependencies, *more)) if more else app


def _seconds(value: str | float) -> float:
    found = float(value) if isinstance(value, (int, float)) else duration(value)
    if found is None or not 0 < found <= 86400:
        raise ValueError(f"{value!r} is no time; write 30, 30s, 5m or 1h")
    return found


class _Module:
    """A check as `farhand.checks` wants it, made of the vendor's function."""

    STAGES: tuple[str, ...] = ("check",)
    OWN: tuple[str, ...] = ("check",)
    EXAMPLES: tuple[Example, ...] = ()

    def __init__(self, own: Own) -> None:
        self.__name__ = f"own.{own.name}"
        self.__doc__ = inspect.getdoc(own.ask) or f"The app's own check {own.name}."
        self._own = own

    def probe(self, look: Look) -> Iterator[Seen]:
        yield Seen("check", _facts(self._own))

    def judge(self, stage: str, facts: Facts) -> Verdict:
        outcome, says = str(facts.get("outcome", FAIL)), str(facts.get("says") or f"{self._own.name} fails")
        if outcome == PASS:
            return Verdict(PASS, says)
        cause = str(facts.get("cause") or "")
        found = (
            Finding(cause, 0.9, says, owner=str(facts.get("owner") or ""), fix=_fix(facts)) if cause else None
        )
        return Verdict(outcome, says, (found,) if found else ())


def _fix(facts: Facts) -> tuple[str, ...]:
    step = str(facts.get("next_step") or "")
    return (step,) if step else ()


def _facts(own: Own) -> dict[str, Any]:
    """What the function says, as facts. An exception is a failure, with its type and its text."""
    try:
        said = _asked(own)
    except Failing as failing:
        return {
            "outcome": failing.outcome, "says": str(failing), "cause": failing.cause,
            "next_step": failing.next_step, "owner": failing.owner,
        }  # fmt: skip
    except Exception as error:
        return {
            "outcome": FAIL,
            "says": f"{type(error).__name__}: {error}"[:500],
            "error": type(error).__name__,
        }
    if said is False:
        return {"outcome": FAIL, "says": f"{own.name} says that it fails"}
    return {"outcome": PASS, "says": said if isinstance(said, str) else f"{own.name} is well"}


def _asked(own: Own) -> Any:
    said = own.ask()
    if inspect.isawaitable(said):
        import asyncio

        return asyncio.run(_awaited(said, own.timeout))
    return said


async def _awaited(said: Any, seconds: float) -> Any:
    import asyncio

    return await asyncio.wait_for(said, seconds)
