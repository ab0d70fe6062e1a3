"""What a check can see, derived from the check itself.  Pure.

Nothing is listed by hand: the causes that its examples find, those by pasted output apart from those by a
probe's facts, and those that its judge names. A check that is added is planned with at once.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from farhand import causes, checks
from farhand.checks import Check

_CAUSE = re.compile(r"""["']([a-z0-9]{2,20}\.[a-z0-9_]{2,40})["']""")

#: How surely a check shows a cause that is there, by its command and by its probe: where an example of pasted
#: output proves it, where one of a probe's facts does, where only its judge names it.
SURE = {"pasted": (0.9, 0.95), "facts": (0.7, 0.95), "named": (0.4, 0.6)}
#: A variable, a proxy or a clock is of the site and acts on a dependency: what is left of the chance there.
ELSEWHERE = 0.8


@dataclass(frozen=True)
class Sight:
    """The causes that one stage can show, and how well each is proved: pasted, facts or named."""

    proved: Mapping[str, str]

    def chance(self, cause: str, by_probe: bool = False) -> float:
        """How likely it is that the stage shows this cause where it is the true one."""
        found = self.proved.get(cause)
        return SURE[found][by_probe] if found else 0.0


NOTHING = Sight({})


def stages(check: Check) -> dict[str, Sight]:
    """What each stage of a check can show; a stage that another check judges shows what it does there."""
    found = {}
    for stage in check.STAGES:
        try:
            judge = checks.judge_of(check, stage)
        except LookupError:
            continue
        found[stage] = _own(judge).get(stage, NOTHING)
    return found


def whole(check: Check) -> Sight:
    """What all stages of a check show together."""
    best: dict[str, str] = {}
    for sight in stages(check).values():
        for cause, how in sight.proved.items():
            best[cause] = _better(how, best.get(cause, how))
    return Sight(best)


def own(check: Check) -> frozenset[str]:
    """The causes that the check itself judges, not one of the checks whose stages it shares."""
    return frozenset(cause for sight in _own(check).values() for cause in sight.proved)


def _better(one: str, other: str) -> str:
    return min(one, other, key=list(SURE).index)


def _own(check: Check) -> Mapping[str, Sight]:
    return _of_module(check.__name__)


@cache
def _of_module(name: str) -> Mapping[str, Sight]:
    """By own stage. What no example gives a stage for is known when the last stage has been looked at."""
    check: Any = sys.modules.get(name) or checks.find(name)
    own = checks.own_stages(check)
    found: dict[str, dict[str, str]] = {stage: {} for stage in own}
    for cause in _named(check):
        found[own[-1]][cause] = "named"
    for example in checks.examples(check):
        stage = example.stage if example.stage in found else own[-1]
        how = "pasted" if example.pasted else "facts"
        for cause in example.finds:
            found[stage][cause] = _better(how, found[stage].get(cause, how))
            if stage != own[-1] and found[own[-1]].get(cause) == "named":
                del found[own[-1]][cause]
    return {stage: Sight(proved) for stage, proved in found.items()}


def _named(check: Check) -> Iterator[str]:
    """The causes that the modules of a check name."""
    known = causes.load()
    for module in _modules(checks.as_module(check)):
        for word in _CAUSE.findall(_source(module)):
            if word in known:
                yield word


def _modules(top: ModuleType) -> list[ModuleType]:
    """The module and the helpers behind it: those whose things it uses and whose name begins with `_`."""
    home = top.__name__.rpartition(".")[0]
    found, todo = {top.__name__: top}, [top]
    while todo:
        for value in vars(todo.pop()).values():
            name = value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", "")
            module = sys.modules.get(name or "") if isinstance(name, str) else None
            if module and name not in found and name.startswith(f"{home}._"):
                found[name] = module
                todo.append(module)
    return list(found.values())


def _source(module: ModuleType) -> str:
    spec = getattr(module, "__spec__", None) or _spec(module.__name__)
    loader: Any = getattr(spec, "loader", None)
    try:
        return str(loader.get_source(module.__name__) or "")
    except (AttributeError, ImportError, OSError):
        return ""


def _spec(name: str) -> Any:
    try:
        return find_spec(name)
    except (ImportError, ValueError):
        return None
