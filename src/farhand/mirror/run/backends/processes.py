"""Servers and command as plain processes of this host: no container engine, and nothing left behind."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from farhand.mirror.model import Plan
from farhand.mirror.run import keeper, kept, packages, place, programs, proxy407, servers
from farhand.mirror.run._prepared import here_of, locales, made_files, user_of_servers, write
from farhand.mirror.run.backends import Choices
from farhand.mirror.run.folder import tables_in
from farhand.mirror.run.kept import CLEAN, Kept, Program
from farhand.mirror.run.naming import put_in
from farhand.mirror.run.nouns import Address, CannotRun, Done, Place, Service, World
from farhand.mirror.run.servers._start import Start, left_out, taken
from farhand.mirror.run.world import world_of
from farhand.wire import free

ORDER, SUMMARY = 20, "plain processes of this host, without a container engine"
#: Characters of a command's output that are kept, from its end.
MOST_OUTPUT = 1 << 20


def missing(choices: Choices) -> str:
    return "" if sys.platform == "linux" else "processes are run on Linux only"


def start(plan: Plan, chosen: Iterable[str], choices: Choices) -> Processes:
    """Raises CannotRun where a program is missing or a server does not start, with its last words."""
    world = world_of(plan, chosen)
    needed = place.needs_root(world.place)
    if needed and os.geteuid() != 0:
        raise CannotRun(f"{' and '.join(needed)} can be made by root only; run this as root, or with compose")
    running = Processes(world, choices)
    try:
        running.begin()
    except BaseException:
        running.stop()
        raise
    return running


class Processes:
    """A running world. Its folder goes with it."""

    has_variables = False

    def __init__(self, world: World, choices: Choices) -> None:
        self._world, self._choices = world, choices
        self._folder = tempfile.mkdtemp(prefix="farhand-mirror-")
        os.chmod(self._folder, 0o711)
        # The first one that is kept: it takes the folder with it when this process is gone.
        self._holder = Kept(
            Program(self._holding(), log=f"{self._folder}/holder.log", remove=self._folder, grace_s=0.5)
        )
        self._kept: list[Kept] = []
        self.addresses: tuple[Address, ...] = ()
        self.notes: tuple[str, ...] = world.left_out

    def _holding(self) -> list[str]:
        if self._world.place.egress == "open":
            return ["sleep", "infinity"]
        return place.network(self._world.place, f"{self._folder}/network")

    def begin(self) -> None:
        self._here = here_of(self._world.place, self._folder, self._choices.given, self._network())
        made_files(self._world.place, self._here)
        self._make_packages()
        self._note_limits()
        if self._world.place.proxy:
            self._start_proxy()
        found = [(one, place) for one in self._world.services if (place := self._programs(one))]
        began = [self._start_server(self._with_tables(self._with_locale(one)), place) for one, place in found]
        for service, start, one, port in began:
            self._wait(service.name, start, one)
            self.addresses += (Address(service.name, "127.0.0.1", port, start.url),)

    def _make_packages(self) -> None:
        given = (self._choices.given, self._choices.fetch)
        venv, notes = packages.environment(self._world.place, self._folder, *given)
        self._here = replace(self._here, venv=venv)
        self.notes += notes

    def _note_limits(self) -> None:
        for controller, words in (("cpu", "the limit of processors"), ("pids", "the limit of processes")):
            needed = controller == "cpu" or os.geteuid() == 0  # of root, `ulimit -u` counts nothing
            if controller in _groups(self._world.place) and needed and not keeper.holds(controller):
                self.notes += (
                    f"{words} could not be mirrored: it needs root, and control groups with {controller}",
                )

    def _network(self) -> int:
        """A process in the blocked network; 0 where the network is this host's."""
        if self._world.place.egress == "open":
            return 0
        mark = Path(self._folder, "network")
        if not kept.until(mark.exists, [self._holder], 10):
            raise CannotRun(f"a network of its own cannot be made here: {self._holder.says(300).strip()}")
        return int(mark.read_text("ascii"))

    def _start_proxy(self) -> None:
        port, log = free.port(), f"{self._folder}/proxy.log"
        words = [*place.entering(self._here), sys.executable, "-I", proxy407.__file__, str(port)]
        secret = f"mirror:{secrets.token_hex(8)}"
        one = Kept(Program(words, env={**CLEAN, "SECRET": secret}, log=log))
        self._kept.append(one)
        if not kept.until(lambda: "ready" in one.says(), [one], self._choices.timeout_s):
            raise CannotRun(f"the proxy did not start: {one.says(300).strip()}")
        self._here = replace(self._here, proxy=f"http://127.0.0.1:{port}")

    def _programs(self, service: Service) -> str:
        """Their folder; empty where there are none, and that is said."""
        if servers.of(service.kind) is None:
            self.notes += (f"{service.name}: no {service.kind} is started without a container engine",)
            return ""
        try:
            return programs.of(service, self._choices.given, self._choices.fetch, self._choices.near)
        except CannotRun as why:
            if service.kind in servers.NEEDED:
                raise
            self.notes += (f"{service.name} could not be mirrored: {why}",)
            return ""

    def _start_server(self, service: Service, found: str) -> tuple[Service, Start, Kept, int]:
        kind = servers.of(service.kind)
        ports = [free.port() for _ in range(getattr(kind, "PORTS", 1))]
        folder = f"{self._folder}/server-{len(self._kept)}"  # a name may be anything, as evidence has it
        os.mkdir(folder, 0o700)
        start: Start = kind.start(service, folder, found, *ports)
        self._note_settings(service, left_out(service.settings, kind.SETTINGS, getattr(kind, "FORM", taken)))
        for name, text in start.files.items():
            write(f"{folder}/{name}", text, 0o600)
        user = user_of_servers(folder)
        env = {**CLEAN, "PATH": f"{found}:{CLEAN['PATH']}", **start.env}
        self._make_data(service, start, folder, lambda: self._steps(service, start, user, env, folder))
        words = [*place.entering(self._here), *user, *start.argv]
        one = Kept(Program(words, env, folder, f"{folder}.log", start.stop))
        self._kept.append(one)
        return service, start, one, ports[0]

    def _with_locale(self, service: Service) -> Service:
        """With a locale that this host has: without it there would be no server at all."""
        if not service.locale or service.locale.lower().replace("-", "") in locales():
            return service
        self.notes += (f"{service.name}: no locale {service.locale} here; C.UTF-8 is in its place",)
        return replace(service, locale="")

    def _with_tables(self, service: Service) -> Service:
        return replace(service, tables=tables_in(self._choices.folder, service.name))

    def _make_data(self, service: Service, start: Start, folder: str, make: Callable[[], None]) -> None:
        if self._choices.templates and start.steps:
            self._choices.templates.into(folder, start.steps, make)
        else:
            make()

    def _note_settings(self, service: Service, names: Sequence[str]) -> None:
        if names:
            self.notes += (
                f"{service.name}: not taken over, as they may name files or commands: {', '.join(names)}",
            )

    def _steps(
        self, service: Service, start: Start, user: Sequence[str], env: Mapping[str, str], folder: str
    ) -> None:
        for step in start.steps:
            words = [*user, *step.argv]
            done = subprocess.run(
                words, input=step.stdin, env=env, cwd=folder, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, text=True, errors="replace", check=False,
                timeout=self._choices.timeout_s,
            )  # fmt: skip
            if done.returncode:
                raise CannotRun(
                    f"{service.name}: {Path(step.argv[0]).name} failed: {done.stdout.strip()[-400:]}"
                )

    def _wait(self, name: str, start: Start, one: Kept) -> None:
        def ready() -> bool:
            text = Path(start.ready_file) if start.ready_file else None
            try:
                return start.ready(text.read_text("utf-8", "replace") if text else "", one.says(65536))
            except OSError:
                return False

        if not kept.until(ready, [one], self._choices.timeout_s):
            raise CannotRun(f"{name} did not start: {one.says(600).strip()}")

    def run(self, command: Sequence[str], env: dict[str, str], cwd: str, seconds: float) -> Done:
        """Output and errors come together, as a person would see them."""
        began = time.monotonic()
        led = {name: self._led(name, value, env) for name, value in self._world.place.env.items()}
        spot = replace(self._world.place, env=led)
        program = Program(
            place.argv(spot, self._here, command),
            place.variables(spot, self._here, {**os.environ, **env}), cwd,
            groups=_groups(spot), limits=spot.limits, grace_s=1.0, stop=signal.SIGTERM,
        )  # fmt: skip
        with tempfile.TemporaryFile() as out:
            one, late = Kept(program, stdout=out), False
            try:
                one.wait(seconds)
            except subprocess.TimeoutExpired:
                late = True
            finally:
                code = one.stop()
            size = out.seek(0, os.SEEK_END)
            out.seek(max(0, size - MOST_OUTPUT))
            text = out.read().decode("utf-8", "replace")
        return Done(code, text, round((time.monotonic() - began) * 1000), late)

    def _led(self, name: str, value: str | None, env: Mapping[str, str]) -> str | None:
        """A variable that is to be set, with the address of the mirror's own server where it holds one."""
        return value if value is None else env.get(name) or put_in(value, self.addresses)

    def alive(self) -> bool:
        return all(one.ended() is None for one in [self._holder, *self._kept])

    def stop(self) -> None:
        for one in self._kept:
            one.let_go()
        for one in self._kept:
            one.stop()
        self._holder.stop()


def _groups(spot: Place) -> dict[str, int]:
    """What a control group holds: bytes, microseconds of 100 ms, a number of processes."""
    found = {
        "memory": spot.memory_bytes,
        "cpu": round(spot.cpus * 100_000),
        "pids": spot.limits.get("nproc", 0),
    }
    return {name: value for name, value in found.items() if value > 0}
