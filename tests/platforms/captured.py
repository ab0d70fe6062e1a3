"""What the real docker prints of a world: started, waited for, asked by the platform's own commands."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path

from farhand import platforms
from tests.kit.docker import Docker, root_of_busybox
from tests.platforms.docker_worlds import CHANGES, FILES, IMAGE, World

PATIENCE = 30.0
_STATE = "{{json .State}} restarts {{.RestartCount}}"


def image(docker: Docker, place: Path) -> None:
    """The image that all worlds are of."""
    root = root_of_busybox(place)
    for path, content, mode in FILES:
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(content)
        (root / path).chmod(mode)
    docker.image(IMAGE, root, *CHANGES)


#: What people send by themselves.
OWN = (
    "docker ps -a",
    "docker inspect {name}",
    "docker logs --tail 100 {name}",
    'docker events --since 10m --until "$(date +%s)" --filter container={name}',
)


def said(docker: Docker, world: World, own: bool = False) -> str:
    """Everything that the platform is asked from outside, and what the customer tried, as it comes back."""
    home = Path(tempfile.mkdtemp(prefix="fh-world-"))
    beside = f"{world.name}-beside"
    _there(docker, world.before, home)
    if world.needs:
        docker.docker("run", "-d", "--name", beside, *world.needs.split(), IMAGE, "sleep", "900")
    try:
        refused = _started(docker, world, home)
        tried = world.shell.replace("{name}", world.name)
        tries = _typed(docker, tried, home) if tried else ""
        said = (
            [_typed(docker, line.replace("{name}", world.name), home) for line in OWN]
            if own
            else [
                _there(docker, one.script, home) for one in platforms.find("docker").outside(world.name, "")
            ]
        )
        return "\n".join((*refused, *said, tries))
    finally:
        docker.docker("rm", "-f", world.name, *((beside,) if world.needs else ()), check=False)
        subprocess.run(["rm", "-rf", str(home)], check=False)


def _started(docker: Docker, world: World, home: Path) -> tuple[str, ...]:
    """Started and waited for; where there is no container at all, what the customer then sees."""
    options = [word.replace("{home}", str(home)) for word in world.options]
    done = docker.docker("run", "-d", "--name", world.name, *options, IMAGE, *world.run, check=False)
    if not _state(docker, world.name):
        return (f"$ docker run -d --name {world.name} {IMAGE}\n{done.stderr.decode()}",)
    _there(docker, world.then.replace("{name}", world.name), home)
    end = time.monotonic() + PATIENCE
    while not any(word in (state := _state(docker, world.name)) for word in world.until.split("|") if word):
        if time.monotonic() > end:
            raise AssertionError(f"{world.name} does not come so far that {world.until}: {state}")
        time.sleep(0.3)
    return ()


def _state(docker: Docker, name: str) -> str:
    return docker.docker("inspect", "-f", _STATE, name, check=False).stdout.decode().strip()


def _typed(docker: Docker, line: str, home: Path) -> str:
    return f"$ {line}\n{_there(docker, line, home)}"


def _there(docker: Docker, script: str, home: Path) -> str:
    """sh on the host of the daemon, in its network."""
    words = ["nsenter", f"--net=/run/netns/{docker.space}", "sh", "-c", script]
    env = {**os.environ, **docker.env, "home": str(home)}
    done = subprocess.run(words, env=env, capture_output=True, text=True, timeout=120, check=False)
    return done.stdout + done.stderr
