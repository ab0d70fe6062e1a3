"""Each `bench_*.py` is one that `make bench` can run."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

BENCHES = sorted(Path(__file__).parent.glob("*/bench_*.py"))


@pytest.mark.parametrize("path", BENCHES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_it_has_rows_without_arguments(path: Path) -> None:
    made = {
        one.name: one for one in ast.parse(path.read_text("utf-8")).body if isinstance(one, ast.FunctionDef)
    }
    assert "rows" in made, f"{path.name}: no function rows(), which `make bench` calls"
    assert not made["rows"].args.args
