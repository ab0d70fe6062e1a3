"""The customer's Python packages: one small package in two versions, from the index that pip has here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from farhand.mirror.model import Difference, Plan, Recipe, as_json
from farhand.mirror.run import packages, programs
from farhand.mirror.run.backends import Choices, processes
from farhand.mirror.run.nouns import Place
from farhand.mirror.run.world import world_of
from tests.conftest import need
from tests.mirror.plan import sites

OLD, NEW = "0.11.2", "1.0.0"
#: New in 0.12.0 of a package that is pure Python and needs no other.
APP = (
    "import toolz\nfrom importlib.metadata import version\nprint(version('toolz'))\ntoolz.apply\ntoolz.last\n"
)


def difference(name: str, here: str, there: str, weight: float = 0.3) -> Difference:
    recipes = Recipe("package", "", name, here), Recipe("package", "", name, there)
    return Difference(f"package-{name}", "package", name, here, there, weight, "", *recipes)


PLAN = Plan("app", (difference("toolz", OLD, NEW),))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The cache of this test, with both versions as pip gets them; skips where it cannot."""
    place = tmp_path_factory.mktemp("kept")
    place.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(programs, "cache", lambda: place)
        for version in (OLD, NEW):
            spot = Place(packages={"toolz": (version,)})
            folder, notes = packages.environment(spot, str(tmp_path_factory.mktemp("v")), {}, True)
            need(folder, f"pip gets no toolz {version}: {notes}")
        yield place


def ran(chosen: tuple[str, ...], plan: Plan = PLAN, fetch: bool = False) -> tuple[int, str, tuple[str, ...]]:
    running = processes.start(plan, chosen, Choices(fetch=fetch))
    try:
        done = running.run(["python", "-c", APP], {}, "/", 60)
        return done.exit, done.output, running.notes
    finally:
        running.stop()


def test_each_side_has_its_version(kept: Path) -> None:
    for chosen, version in (((), NEW), (("package-toolz",), OLD)):
        _, output, notes = ran(chosen)
        assert output.splitlines()[0] == version
        assert not notes


def test_what_pip_does_not_have_is_listed_and_does_not_seem_guilty(kept: Path) -> None:
    plan = Plan("app", (*PLAN.differences, difference("toolz-of-nobody", "9.9.9", "9.9.8")))
    code, _, notes = ran(("package-toolz-of-nobody",), plan, fetch=True)
    assert code == 0
    assert "could not be mirrored: toolz-of-nobody 9.9.9: pip: " in notes[0]
    taken = Plan("app", (difference("toolz", "999.0", NEW),))
    code, output, notes = ran(("package-toolz",), taken, fetch=True)
    assert (code, output.splitlines()[0]) == (0, NEW)
    assert "toolz 999.0" in notes[0]


def test_nothing_is_fetched_without_a_yes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "cache", lambda: tmp_path)
    spot = Place(packages={"toolz": (OLD, NEW)})
    venv, notes = packages.environment(spot, str(tmp_path / "v"), {}, False)
    assert (venv, list(tmp_path.iterdir())) == ("", [])
    assert notes == (
        f"these Python packages could not be mirrored: toolz {OLD}: add --fetch to have pip get them",
    )


def test_an_index_that_cannot_be_reached_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "cache", lambda: tmp_path)
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    settings = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0", "PIP_CONFIG_FILE": "/dev/null"}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    venv, notes = packages.environment(Place(packages={"toolz": (OLD,)}), str(tmp_path / "v"), {}, True)
    assert venv == ""
    assert f"could not be mirrored: toolz {OLD}: pip: " in notes[0]


def test_from_two_lists_to_the_name_of_the_package(kept: Path, tmp_path: Path) -> None:
    """By the command line: `pip freeze` of both sides, plan, build, search."""
    (tmp_path / "customer.txt").write_text(f"$ pip freeze\ntoolz=={OLD}\n")
    (tmp_path / "staging.txt").write_text(f"$ pip freeze\ntoolz=={NEW}\n")
    (tmp_path / "app.py").write_text(
        "import toolz.curried\nassert toolz.__version__ >= '1', toolz.__version__\n"
    )
    start = (
        "import pathlib, runpy, sys; from farhand.mirror.run import programs; "
        f"programs.cache = lambda: pathlib.Path({str(kept)!r}); "
        "runpy.run_module('farhand', run_name='__main__')"
    )

    def farhand(*words: str) -> subprocess.CompletedProcess[str]:
        argv = [sys.executable, "-c", start, "mirror", *words]
        return subprocess.run(argv, cwd=tmp_path, capture_output=True, text=True, timeout=240)

    done = farhand("build", "customer.txt", "--baseline", "staging.txt", "-o", "mirror")
    assert done.returncode == 0, done.stderr
    done = farhand("search", "mirror", "--backend", "processes", "--json", "--", "python", "app.py")
    assert [one["id"] for one in json.loads(done.stdout)["guilty"]] == ["package-toolz"], done.stderr
    done = farhand(
        "test", "mirror", "--backend", "processes", "--fix", "package-toolz", "--", "python", "app.py"
    )
    assert "reproduced and fixed in the mirror" in done.stdout


def test_packages_of_both_lists_are_in_the_base(tmp_path: Path) -> None:
    customer = "a==1.0\nb==2.0\nc==3.0\nd==1\n"
    here, there = sites.side({"c": customer}), sites.side({"s": "a==1.0\nb==2.1\nc==3.0\ne==5\n"})
    from farhand.mirror import difference as differences

    plan = differences.plan(here.fingerprint, there.fingerprint)
    assert {one.id for one in plan.differences if one.apply} == {"package-b", "package-e"}
    base = {(r.name, r.value) for r in plan.base if r.kind == "package"}
    assert base == {("a", "1.0"), ("c", "3.0"), ("d", "1")}
    spot = world_of(plan, ["package-b", "package-e"]).place
    assert dict(spot.packages)["b"] == ("2.0", "2.1")
    assert dict(spot.packages)["e"] == ("", "5")


@pytest.mark.parametrize(
    ("name", "version"), [("--index-url", "1"), ("a b", "1"), ("a", "1 @ http://x"), ("a", "-r")]
)
def test_what_is_no_package_is_never_asked_for(name: str, version: str) -> None:
    plan = Plan("app", (difference(name, version, "1.0"),))
    world = world_of(plan, [f"package-{name}"])
    assert not [v for versions in world.place.packages.values() for v in versions if v == version]
    assert as_json(plan)


def test_scripts_and_a_python_of_its_own(kept: Path, tmp_path: Path) -> None:
    folder, _ = packages.environment(Place(packages={"toolz": (OLD,)}), str(tmp_path), {}, False)
    asked = "import sys, toolz; print(sys.prefix, toolz.__file__)"
    done = subprocess.run([f"{folder}/bin/python", "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == folder
    assert done.stdout.split()[1].startswith(folder)
