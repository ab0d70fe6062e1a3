"""Examples in the docs are run: a fenced block whose info string names a file is that file.

```toml farhand.toml   is written, and must be a valid declaration
```env .env            is written
```python checks/x.py  is a check; its own examples must hold
```sh                  each `farhand ...` line is run in that folder and must be right usage
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import tomllib

from farhand import readers

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "guides").glob("*.md"))]
BLOCK = re.compile(r"^```([^\n]+)\n(.*?)^```", re.M | re.S)


def blocks(page: Path) -> list[tuple[str, str, str]]:
    """Language, file name or nothing, and text of each fenced block."""
    found = BLOCK.findall(page.read_text("utf-8"))
    return [(info.split()[0], " ".join(info.split()[1:]), text) for info, text in found]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_examples_of_a_page(page: Path, tmp_path: Path) -> None:
    for _, name, text in blocks(page):
        if name:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
    for language, _, text in blocks(page):
        if language == "sh":
            for line in text.splitlines():
                run(line, tmp_path)


def run(line: str, folder: Path) -> None:
    words = shlex.split(line, comments=True)
    if not words or words[0] != "farhand":
        return
    env = {**os.environ, "FARHAND_CHECKS": str(folder / "checks")}
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode not in (2, 70), f"{line}\n{done.stderr}"


def test_a_check_in_a_page_keeps_its_own_examples(tmp_path: Path) -> None:
    page = ROOT / "docs" / "guides" / "write-a-check.md"
    source = next(text for language, name, text in blocks(page) if language == "python")
    module: dict[str, object] = {}
    exec(compile(source, "licence.py", "exec"), module)
    for example in module["EXAMPLES"]:  # type: ignore[attr-defined]
        verdict = module["judge"](example.stage, example.facts)  # type: ignore[operator]
        assert tuple(f.cause for f in verdict.findings) == example.finds


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_a_reader_in_a_page_keeps_its_own_examples() -> None:
    page = ROOT / "docs" / "guides" / "write-a-reader.md"
    source = next(text for language, name, text in blocks(page) if language == "python")
    module: dict[str, object] = {}
    exec(compile(source, "queue_depth.py", "exec"), module)
    for example in module["EXAMPLES"]:  # type: ignore[attr-defined]
        lines = example.pasted.split("\n")
        parts = [readers.Part(lines[a:b], a) for a, b in module["find"](lines)]  # type: ignore[operator]
        signs = [sign for part in parts for sign in module["read"](part)]  # type: ignore[operator]
        assert tuple(s.cause for s in signs if s.cause) == example.finds
        assert any(s.healthy for s in signs) == (example.outcome == "healthy")


def test_a_cause_in_a_page_is_found_by_its_own_hit(tmp_path: Path) -> None:
    page = ROOT / "docs" / "guides" / "diagnose.md"
    text = next(text for _, name, text in blocks(page) if name == "causes/billing.toml")
    (tmp_path / "billing.toml").write_text(text, "utf-8")
    (cause_id, entry), *_ = tomllib.loads(text).items()
    env = {**os.environ, "FARHAND_CAUSES": str(tmp_path)}
    for sort, there in (("hits", True), ("misses", False)):
        for example in entry[sort]:
            command = [sys.executable, "-m", "farhand", "diagnose", "--json", "-"]
            done = subprocess.run(command, input=example["text"], capture_output=True, text=True, env=env)
            found = [cause["id"] for cause in json.loads(done.stdout)["causes"]]
            assert (found[:1] == [cause_id]) == there, done.stdout
