"""The examples of docs/guides/logs.md run, and print what the page says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[3] / "docs" / "guides" / "logs.md"
EXAMPLES = re.findall(r"^```python (\S+)\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S)


@pytest.mark.parametrize(("name", "source"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_it_prints_one_masked_line(name: str, source: str, tmp_path: Path) -> None:
    for library in ("structlog", "loguru"):
        if f"import {library}" in source or f"from {library}" in source:
            pytest.importorskip(library)
    (tmp_path / name).write_text(source, "utf-8")
    src = str(PAGE.parents[2] / "src")
    env = {**os.environ, "PYTHONPATH": src, "FARHAND_RUN": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, name], cwd=tmp_path, env=env, capture_output=True, text=True, check=True
    )
    (line,) = (done.stdout + done.stderr).splitlines()
    told = json.loads(line)
    assert told.get("message") or told["event"]
    assert "vault" not in line
