"""The same by containers: a real docker daemon in a network of its own, with images made here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from farhand.mirror.model import Difference, Plan, Recipe
from farhand.mirror.run.kept import CLEAN, Kept, Program, until
from tests.conftest import need, need_tool

CACHE = "redis:cache"
CLIENTS = Recipe("setting", CACHE, "maxclients", "7"), Recipe("setting", CACHE, "maxclients", "90")
PLAN = Plan(
    "billing",
    (
        Difference("colour", "env", "COLOUR", "blue", "not set", 0.9, "",
                   Recipe("variable", "", "COLOUR", "blue"), Recipe("variable", "", "COLOUR", "")),
        Difference("clients", CACHE, "maxclients", "7", "90", 0.2, "", *CLIENTS),
    ),
    (),
    (Recipe("version", CACHE, "", "7"),),
)  # fmt: skip
#: In the app's image: fails where the server lets only few in.
APP = (
    "redis-cli -h $FARHAND_MIRROR_CACHE_HOST -a $FARHAND_MIRROR_CACHE_PASSWORD --no-auth-warning "
    "config get maxclients | grep 90"
)


@pytest.fixture(scope="module")
def daemon() -> Iterator[dict[str, str]]:
    """The environment in which docker's clients find it."""
    need(os.geteuid() == 0, "a daemon of its own needs root")
    for tool in ("dockerd", "docker", "docker-compose", "redis-server", "redis-cli", "busybox"):
        need_tool(tool)
    with tempfile.TemporaryDirectory(prefix="farhand-docker-", dir="/var/tmp") as name:
        words = f"ip link set lo up; exec dockerd --data-root {name}/data --exec-root {name}/exec"
        words += f" --pidfile {name}/pid -H unix://{name}/sock --bip 10.79.0.1/24"
        one = Kept(Program(["unshare", "--net", "sh", "-c", words], log=f"{name}/log", grace_s=20))
        try:
            env = {**CLEAN, "DOCKER_HOST": f"unix://{name}/sock"}
            ask = ["docker", "info"]
            ready = until(lambda: not subprocess.run(ask, env=env, capture_output=True).returncode, [one], 60)
            assert ready, one.says()
            images(Path(name), env)
            yield env
        finally:
            one.stop()


def images(folder: Path, env: dict[str, str]) -> None:
    """Server and app from the programs of this host."""
    root = folder / "root"
    for program in ("redis-server", "redis-cli"):
        path = need_tool(program)
        libraries = subprocess.check_output(["ldd", path], text=True).split()
        for file in [path, *(word for word in libraries if word.startswith("/"))]:
            (root / file[1:]).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(os.path.realpath(file), root / file[1:])
    (root / "bin").mkdir(exist_ok=True)
    (root / "tmp").mkdir()
    shutil.copy(need_tool("busybox"), root / "bin/busybox")
    for name in ("sh", "grep", "true"):
        os.symlink("busybox", root / "bin" / name)
    packed = subprocess.run(["tar", "-C", root, "-c", "."], capture_output=True, check=True).stdout
    for image in ("redis:7", "billing:latest"):
        subprocess.run(
            ["docker", "import", "-", image], input=packed, env=env, capture_output=True, check=True
        )


def farhand(folder: Path, env: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "farhand", "mirror", *words]
    env = {**os.environ, **env}
    return subprocess.run(argv, cwd=folder, capture_output=True, text=True, timeout=280, env=env)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    from farhand.mirror.build import Asked, files, folder

    folder.write(tmp_path / "mirror", files(Asked(PLAN, image="billing:latest")))
    return tmp_path


def left(env: dict[str, str]) -> str:
    return subprocess.run(["docker", "ps", "-aq"], env=env, capture_output=True, text=True).stdout


def test_reproduced_and_named_in_containers(daemon: dict[str, str], built: Path) -> None:
    command = ["--backend", "compose", "--json", "--", "sh", "-c", APP]
    done = farhand(built, daemon, "test", "mirror", *command)
    assert done.returncode == 1, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert (found["verdict"], found["runs"]["baseline"]["exit"]) == ("reproduced", 0)
    found = json.loads(farhand(built, daemon, "search", "mirror", *command).stdout)
    assert [one["id"] for one in found["guilty"]] == ["clients"]
    assert not left(daemon)
    assert not list((built / "mirror").glob(".mirror-*"))


def test_containers_go_where_their_owner_is_killed(daemon: dict[str, str], built: Path) -> None:
    words = [sys.executable, "-m", "farhand", "mirror", "up", "mirror", "--backend", "compose", "--json"]
    env = {**os.environ, **daemon}
    process = subprocess.Popen(words, cwd=built, env=env, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert json.loads(process.stdout.readline())["backend"] == "compose"
    assert left(daemon)
    process.kill()
    process.wait()
    process.stdout.close()
    end = time.monotonic() + 60
    while left(daemon) and time.monotonic() < end:
        time.sleep(0.2)
    assert not left(daemon)


def test_an_image_that_is_not_here_is_not_pulled(daemon: dict[str, str], built: Path) -> None:
    for file in (built / "mirror").glob("compose*.yaml"):
        file.write_text(file.read_text().replace("redis:7", "redis:5"))
    done = farhand(built, daemon, "test", "mirror", "--backend", "compose", "--", "true")
    assert done.returncode == 2
    assert "these images are not here: redis:5; pull them, or add --fetch" in done.stderr
