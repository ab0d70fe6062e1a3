"""Containers with one fault each in a real dockerd: cause and owner are found, healthy ones are let be."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from farhand.case import Case
from farhand.cli import main
from tests.kit.docker import Docker
from tests.platforms import captured, functions, units
from tests.platforms.docker_table import diagnosed
from tests.platforms.docker_worlds import EVERY, FAULTS, World

#: An ordinary run takes every fourth.
SOME = EVERY if os.environ.get("FARHAND_ALL") == "1" else EVERY[::4]
#: One of each kind, asked as people do it, with the whole of `docker inspect`.
OWN = [
    w for w in EVERY if w.name in ("oom", "oom_of_a_child", "health_wrong_port", "stopped_by_hand", "healthy")
]


@pytest.fixture(scope="module")
def docker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Docker]:
    with Docker() as running:
        captured.image(running, tmp_path_factory.mktemp("root") / "root")
        yield running


@pytest.mark.lab
@pytest.mark.slow
@pytest.mark.parametrize("world", SOME, ids=lambda world: world.name)
def test_what_docker_says_leads_to_the_cause(world: World, docker: Docker, tmp_path: Path) -> None:
    text = captured.said(docker, world)
    row = diagnosed(world, text, tmp_path)
    assert row.owned, (row.verdict, row.roots, text)


@pytest.mark.lab
@pytest.mark.slow
@pytest.mark.parametrize("world", OWN, ids=lambda world: world.name)
def test_what_people_send_by_themselves_leads_there_too(world: World, docker: Docker, tmp_path: Path) -> None:
    text = captured.said(docker, world, own=True)
    row = diagnosed(world, text, tmp_path)
    assert row.owned, (row.verdict, row.roots, text)


@pytest.mark.lab
@pytest.mark.slow
def test_an_answer_to_a_case_is_understood_the_same(
    docker: Docker, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    world = next(w for w in FAULTS if w.name == "oom")
    (tmp_path / "answer.txt").write_text(captured.said(docker, world), "utf-8")
    with Case(tmp_path / "case", "ann", create=True):
        pass
    main(["answer", "--json", "--case", str(tmp_path / "case"), str(tmp_path / "answer.txt")])
    found = json.loads(capsys.readouterr().out)
    assert "memory.oom_killed" in json.dumps(found)


@pytest.mark.parametrize("text", [*units.TEXTS, *functions.FUNCTIONS], ids=lambda text: text.name)
def test_what_systemd_and_clouds_say_leads_to_the_cause(text: units.Text, tmp_path: Path) -> None:
    row = diagnosed(text, text.pasted, tmp_path)
    assert row.owned, (row.verdict, row.roots, text.pasted)
