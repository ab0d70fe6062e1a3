"""Servers and command as containers, by docker or podman compose, of the folder of `farhand mirror build`.

The command is run in the app's own image. Images are never pulled without a yes, and the project goes with
this process: a keeper takes it down when the other end of its lifeline is gone.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from farhand.mirror.model import Plan
from farhand.mirror.run.backends import Choices
from farhand.mirror.run.folder import variables_in
from farhand.mirror.run.kept import Kept, Program
from farhand.mirror.run.naming import prefix_of
from farhand.mirror.run.nouns import Address, CannotRun, Done

ORDER, SUMMARY = 10, "containers of the built folder, in the app's own image"
COMPOSE, BASELINE = "compose.yaml", "compose.baseline.yaml"
#: Ways to call compose, the best one first, and what tells that its daemon answers.
_CLIENTS = (
    (("docker", "compose", "version"), ("docker", "compose"), "docker"),
    (("docker-compose", "version"), ("docker-compose",), "docker"),
    (("podman", "compose", "version"), ("podman", "compose"), "podman"),
    (("podman-compose", "version"), ("podman-compose",), "podman"),
)
#: By these every compose marks its containers, and so both engines find them in the same way.
_PROJECT, _SERVICE = "label=com.docker.compose.project=", "label=com.docker.compose.service="
_APP = "app"
#: What compose says of its own work among the command's output.
_PROGRESS = re.compile(r"^ *(?:Container |Network |Volume )?\S* ?farhand-mirror-\S+ .*\n", re.M)


def missing(choices: Choices) -> str:
    if not (choices.folder / COMPOSE).is_file():
        return f"{choices.folder} has no {COMPOSE}; farhand mirror build writes it"
    client = _client()
    if client is None:
        return "neither docker nor podman compose is here with a daemon that answers"
    lacking = [] if choices.fetch else _lacking(client[1], _images(choices.folder))
    return f"these images are not here: {', '.join(lacking)}; pull them, or add --fetch" if lacking else ""


def start(plan: Plan, chosen: Iterable[str], choices: Choices) -> Containers:
    """Raises CannotRun where compose does, with its last words."""
    client = _client()
    if client is None:
        raise CannotRun(missing(choices))
    running = Containers(*client, choices)
    try:
        running.begin(_text(plan, chosen, choices.folder))
        if any(one.apply and one.apply.kind == "package" for one in plan.differences):
            running.notes += ("Python packages are those of the app's image; give one with the customer's",)
    except BaseException:
        running.stop()
        raise
    return running


def _text(plan: Plan, chosen: Iterable[str], folder: Path) -> str:
    """The compose file of a world with these differences, with image and passwords as they were built."""
    from farhand.mirror.build import Asked, compose
    from farhand.mirror.build.setup import setup_of

    image = str(_document(folder)["services"][_APP]["image"])
    setup, known = setup_of(Asked(plan, image=image), set(chosen)), variables_in(folder)
    services = (
        replace(one, password=known.get(f"{prefix_of(one.name)}_PASSWORD", one.password))
        for one in setup.services
    )
    return compose.text(replace(setup, services=tuple(services)))


@cache
def _client() -> tuple[tuple[str, ...], str] | None:
    """The words that call compose, and the engine's own command; None where none answers."""
    for version, words, engine in _CLIENTS:
        if shutil.which(words[0]) and _ok(version) and _ok((engine, "info")):
            return words, engine
    return None


def _ok(argv: Sequence[str]) -> bool:
    try:
        return subprocess.run(argv, capture_output=True, timeout=15, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _document(folder: Path, name: str = COMPOSE) -> dict[str, Any]:
    import yaml

    with open(folder / name, encoding="utf-8") as opened:
        read: dict[str, Any] = yaml.safe_load(opened)
    return read


def _images(folder: Path) -> list[str]:
    """Those of mirror and baseline."""
    files = [name for name in (COMPOSE, BASELINE) if (folder / name).is_file()]
    services = [one for name in files for one in _document(folder, name)["services"].values()]
    return sorted({str(one["image"]) for one in services})


def _lacking(engine: str, images: Iterable[str]) -> list[str]:
    return [image for image in images if not _ok((engine, "image", "inspect", image))]


class Containers:
    """A project that runs."""

    has_variables = True

    def __init__(self, client: Sequence[str], engine: str, choices: Choices) -> None:
        self._choices, self._name, self._engine = choices, f"farhand-mirror-{secrets.token_hex(4)}", engine
        # Beside the folder's own files: compose reads `./data` and the like from the project's folder.
        fd, self._file = tempfile.mkstemp(".yaml", ".mirror-", choices.folder)
        os.close(fd)
        # podman-compose knows no other place than that of the file, which is the same one.
        place = ["--project-directory", str(choices.folder.resolve())]
        place = [] if client[0] == "podman-compose" else place
        self._compose = [*client, "-p", self._name, *place, "-f", str(Path(self._file).resolve())]
        self._keeper = Kept(Program(_goes(self._compose, self._file), dict(os.environ), grace_s=60))
        self.addresses: tuple[Address, ...] = ()
        self.notes: tuple[str, ...] = (
            "the servers are reached from inside only: run commands with farhand mirror test",
        )

    def begin(self, text: str) -> None:
        Path(self._file).write_text(text, "utf-8")
        services = [name for name in self._called("config", "--services").split() if name != _APP]
        if services:
            self._called("up", "-d", *services)
        self._wait(services)

    def _called(self, *words: str) -> str:
        """What compose prints. Raises CannotRun."""
        done = subprocess.run(
            [*self._compose, *words], capture_output=True, text=True, errors="replace",
            timeout=self._choices.timeout_s * 10, check=False,
        )  # fmt: skip
        if done.returncode:
            raise CannotRun(f"compose {words[0]} failed: {done.stderr.strip()[-500:]}")
        return done.stdout

    def _wait(self, services: Sequence[str]) -> None:
        """Until each runs and, where it can tell, says that it is well."""
        end = time.monotonic() + self._choices.timeout_s
        while unready := [name for name in services if not self._is_ready(name)]:
            if time.monotonic() > end:
                last = self._called("logs", "--tail", "5", unready[0]).strip()
                raise CannotRun(f"{unready[0]} did not start: {last[-400:]}")
            time.sleep(0.3)

    def _told(self, *words: str) -> str:
        """What the engine prints; empty where it fails."""
        asked = [self._engine, *words]
        done = subprocess.run(asked, capture_output=True, text=True, timeout=30, check=False)
        return done.stdout if done.returncode == 0 else ""

    def _is_ready(self, service: str) -> bool:
        asked = ["ps", "-q", "--filter", _PROJECT + self._name, "--filter", _SERVICE + service]
        ids = self._told(*asked).split()
        told = self._told("inspect", "-f", "{{json .State}}", *ids[:1]) if ids else ""
        state = json.loads(told) if told else {}
        # Podman has it always, and empty where the image knows no question; older ones call it otherwise.
        health = (state.get("Health") or state.get("Healthcheck") or {}).get("Status") or "healthy"
        return state.get("Status") == "running" and health == "healthy"

    def run(self, command: Sequence[str], env: dict[str, str], cwd: str, seconds: float) -> Done:
        """In a container of the app; `env` is what a person gave, all else is in the folder."""
        began = time.monotonic()
        given = [word for name, value in env.items() for word in ("-e", f"{name}={value}")]
        words = [*self._compose, "run", "--rm", "--no-deps", "-T", *given, _APP, *command]
        try:
            done = subprocess.run(
                words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                errors="replace", timeout=seconds, check=False,
            )  # fmt: skip
            code, text, late = done.returncode, done.stdout, False
        except subprocess.TimeoutExpired as error:
            code, text, late = 143, (error.stdout or b"").decode("utf-8", "replace"), True
        text = _PROGRESS.sub("", text[-(1 << 20) :])
        return Done(code, text, round((time.monotonic() - began) * 1000), late)

    def alive(self) -> bool:
        return self._keeper.ended() is None

    def stop(self) -> None:
        self._keeper.stop()
        if os.path.exists(self._file):  # it was asked to end before it had begun to listen
            subprocess.run(_down(self._compose), capture_output=True, timeout=120, check=False)
            os.unlink(self._file)


def _down(compose: Sequence[str]) -> list[str]:
    return [*compose, "down", "-v", "-t", "1", "--remove-orphans"]


def _goes(compose: Sequence[str], file: str) -> list[str]:
    """A program that does nothing until it is asked to end; then it takes the project down.

    It wakes up each second: a signal that comes just before `wait` does not end it.
    """
    last = f"{shlex.join(_down(compose))} >/dev/null 2>&1; rm -f {shlex.quote(file)}; exit 0"
    return ["sh", "-c", f"trap '' INT; trap {shlex.quote(last)} TERM\nwhile :; do sleep 1 & wait; done"]
