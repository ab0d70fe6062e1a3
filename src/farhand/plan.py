"""Which checks run, in which order, and which are left out because of what.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from farhand import checks
from farhand.checks import Check
from farhand.model import App, Dependency


@dataclass(frozen=True)
class Step:
    """One check of one subject. `after` names the subjects that must be done before it starts."""

    subject: str
    kind: str
    check: Check | None  # None: there is no such check here, and the step says so
    need: Dependency
    after: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class Plan:
    steps: tuple[Step, ...]
    left_out: tuple[tuple[str, str], ...] = ()  # subject and the reason


def make(app: App, only: Collection[str] = (), skip: Collection[str] = ()) -> Plan:
    """The plan for an app: the site's own checks and one step per declared dependency.

    `only` and `skip` hold subjects or kinds. Raises LookupError for a word that names neither.
    """
    steps = _steps(app)
    _known(steps, [*only, *skip])
    kept, left_out = [], []
    for step in steps:
        reason = _reason(app, step, only, skip)
        if reason:
            left_out.append((step.subject, reason))
        else:
            kept.append(step)
    subjects = {step.subject for step in kept}
    return Plan(tuple(_within(step, subjects) for step in kept), tuple(left_out))


def _steps(app: App) -> list[Step]:
    needs = [_of_need(need) for need in app.dependencies]
    loaded = [(name, *_load(name)) for name in checks.names()]
    subjects = [s.subject for s in needs]
    site = [_of_site(name, check, subjects) for name, check, _ in loaded if check and checks.is_site(check)]
    broken = [
        Step(name, name, None, Dependency(name, name, critical=False), problem=p)
        for name, c, p in loaded
        if not c
    ]
    return site + needs + broken


def _of_site(name: str, check: Check, subjects: Sequence[str]) -> Step:
    """A site check's subject is its name, unless a dependency has taken that."""
    subject = f"site-{name}" if name in subjects else name
    wanted: list[str] = []
    for word in checks.after(check):
        wanted += subjects if word == "*" else [word]
    return Step(subject, name, check, Dependency(subject, name), tuple(wanted))


def _of_need(need: Dependency) -> Step:
    check, problem = _load(need.kind)
    if check and not checks.is_kind(check):
        check, problem = None, f"{need.kind!r} is no kind of dependency"
    return Step(need.name, need.kind, check, need, checks.after(check) if check else (), problem)


def _load(name: str) -> tuple[Check | None, str]:
    """The check, or None and why there is none: a check that cannot be loaded costs only itself."""
    try:
        return checks.find(name), ""
    except LookupError as error:
        return None, str(error)
    except Exception as error:
        return None, f"the check {name!r} cannot be loaded: {type(error).__name__}: {error}"


def _known(steps: Sequence[Step], words: Sequence[str]) -> None:
    there = {step.subject for step in steps} | {step.kind for step in steps}
    for word in words:
        if word not in there:
            raise LookupError(
                f"{word!r} is neither a dependency nor a check here; there are: {', '.join(sorted(there))}"
            )


def _reason(app: App, step: Step, only: Collection[str], skip: Collection[str]) -> str:
    words = {step.subject, step.kind}
    if only and not words & set(only):
        return "not among --only"
    if words & set(skip):
        return "named by --skip"
    if step.check and checks.is_site(step.check) and app.checks.get(step.kind, {}).get("enabled") is False:
        return f"[checks.{step.kind}] says enabled = false"
    return ""


def _within(step: Step, subjects: Collection[str]) -> Step:
    return Step(
        step.subject,
        step.kind,
        step.check,
        step.need,
        tuple(s for s in step.after if s in subjects and s != step.subject),
        step.problem,
    )
