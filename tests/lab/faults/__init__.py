"""The faults of the lab, found by listing the folders: one file, one world."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import sys
from collections import defaultdict
from pathlib import Path
from types import ModuleType

from tests.lab.expect import Outcome
from tests.lab.lab import Lab

HERE = Path(__file__).parent
#: One of how many worlds an ordinary run takes.
SHARE = 8
_CAUSE = re.compile(r"\bExpect\([^)]*?\"([a-z]+\.[a-z_0-9]+)\"")


def names(family: str = "") -> list[str]:
    """`family/name` of every fault, sorted; of one family if given."""
    found = (
        path.relative_to(HERE).with_suffix("") for path in HERE.glob("*/*.py") if path.stem != "__init__"
    )
    return sorted(str(name) for name in found if not family or name.parts[0] == family)


def sampled() -> list[str]:
    """All of them with FARHAND_ALL=1; else about a fifth.

    Of the healthy ones an eighth; every cause in one family, and in an eighth of the others that have it.
    """
    if os.environ.get("FARHAND_ALL") == "1":
        return names()
    groups = defaultdict(list)
    for name in names():
        cause = _CAUSE.search((HERE / f"{name}.py").read_text("utf-8"))
        groups[name.split("/")[0], cause and cause[1]].append(name)
    mixed = [(key, sorted(group, key=_mixed)) for key, group in groups.items()]
    first = {cause: family for (family, cause), group in sorted(mixed, key=lambda one: _mixed(one[1][0]))}
    return sorted(
        name
        for (family, cause), group in mixed
        if not cause or first[cause] == family or _mixed(group[0])[0] % 8 == 0
        for name in group[: -(-len(group) // SHARE)]
    )


def _mixed(name: str) -> bytes:
    """An order that is the same each time, and has nothing to do with names."""
    return hashlib.sha256(name.encode()).digest()


def load(name: str) -> ModuleType:
    """The module of one fault."""
    full = "tests.lab.faults." + name.replace("/", ".")
    spec = importlib.util.spec_from_file_location(full, HERE / f"{name}.py")
    assert spec, f"there is no fault {name}"
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[full] = module
    spec.loader.exec_module(module)
    return module


def run(module: ModuleType, lab: Lab) -> Outcome:
    """Build the world and run Farhand in it."""
    module.world(lab)
    outcome = module.run(lab) if hasattr(module, "run") else lab.self_test()
    assert isinstance(outcome, Outcome), "run(lab) must return what lab.self_test() returned"
    return outcome
