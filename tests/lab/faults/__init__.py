"""The faults of the lab, found by listing the folders: one file, one world."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from tests.lab.expect import Outcome
from tests.lab.lab import Lab

HERE = Path(__file__).parent


def names(family: str = "") -> list[str]:
    """`family/name` of every fault, sorted; of one family if given."""
    found = (
        path.relative_to(HERE).with_suffix("") for path in HERE.glob("*/*.py") if path.stem != "__init__"
    )
    return sorted(str(name) for name in found if not family or name.parts[0] == family)


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
