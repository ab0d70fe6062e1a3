"""Podman as far as it can be held here: which words its two composes are given, and how it tells of health.

No podman is run: small programs of these names write down what they are asked, and answer as podman does.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from farhand.mirror.build import Asked, files, folder
from farhand.mirror.model import Plan, Recipe
from farhand.mirror.run.backends import Choices, compose

PLAN = Plan("billing", (), (), (Recipe("version", "redis:cache", "", "7"),))
SCRIPT = """#!/bin/sh
echo "$(basename "$0") $*" >>{folder}/asked
case "$(basename "$0") $*" in
  "podman compose version") exit {plugin} ;;
  *"config --services") echo cache; echo app ;;
  "podman ps"*) echo 0123 ;;
  "podman inspect"*) cat {folder}/state ;;
  *"run --rm"*) echo the command ran ;;
esac
"""


@pytest.fixture(params=["plugin", "podman-compose"])
def podman(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    plugin = request.param == "plugin"
    (tmp_path / "bin").mkdir()
    for name in ("podman", "podman-compose"):
        place = tmp_path / "bin" / name
        place.write_text(SCRIPT.format(folder=tmp_path, plugin=0 if plugin else 1))
        place.chmod(0o755)
    for tool in ("sh", "basename", "cat", "rm", "sleep"):
        os.symlink(f"/bin/{tool}", tmp_path / "bin" / tool)
    folder.write(tmp_path / "mirror", files(Asked(PLAN, image="billing:1")))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    compose._client.cache_clear()
    yield tmp_path
    compose._client.cache_clear()


@pytest.mark.parametrize("health", [{}, {"Health": {"Status": "healthy"}}, {"Healthcheck": {"Status": ""}}])
def test_both_composes_of_podman_are_given_words_that_they_know(podman: Path, health: dict) -> None:
    (podman / "state").write_text(json.dumps({"Status": "running", **health}))
    choices = Choices(podman / "mirror", timeout_s=5)
    assert compose.missing(choices) == ""
    running = compose.start(PLAN, (), choices)
    try:
        assert "the command ran" in running.run(["true"], {"A": "b"}, "/", 10).output
    finally:
        running.stop()
    asked = (podman / "asked").read_text().splitlines()
    engine = next(line for line in asked if line.startswith("podman ps "))
    assert "label=com.docker.compose.service=cache" in engine
    composed = [line for line in asked if " -p farhand-mirror-" in line]
    assert any(line.endswith("up -d cache") for line in composed)
    assert any("down -v -t 1 --remove-orphans" in line for line in composed)
    other = all(line.startswith("podman-compose ") for line in composed)
    assert other == (not any("--project-directory" in line for line in composed))
    assert not [line for line in asked if line.startswith("docker")]


def test_a_server_that_is_not_well_is_waited_for(podman: Path) -> None:
    (podman / "state").write_text(json.dumps({"Status": "running", "Health": {"Status": "starting"}}))
    with pytest.raises(compose.CannotRun, match="cache did not start"):
        compose.start(PLAN, (), Choices(podman / "mirror", timeout_s=1))
