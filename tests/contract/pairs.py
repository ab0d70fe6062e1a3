"""A world of the lab in which, beside the self-test, every command of the declaration is run as the app.

The commands get the app's network, files, user, limits, clock and environment, and nothing of Farhand; what
they print is weighed as a paste. `Tools` takes programs away or gives the script to another shell.
"""

from __future__ import annotations

import codecs
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

from farhand import commands, declare, environment
from farhand.commands import Asked
from farhand.evidence import Opinion, weigh
from farhand.model import App
from farhand.reading import Source
from farhand.redact import Redactor
from tests.lab import faults, uml
from tests.lab.app import around
from tests.lab.expect import Expect, Outcome
from tests.lab.lab import Lab
from tests.lab.namespaces import tool

#: Longer than any command says it takes.
PATIENCE = 90.0
#: Commands that run at the same time: one person has one terminal, but a test has not that much time.
AT_ONCE = 6


@dataclass(frozen=True)
class Tools:
    """The customer's machine: the shell that runs the script, and the programs that are not there."""

    shell: tuple[str, ...] = ("sh",)  # its program is looked up here, not on the PATH that lacks some
    without: tuple[str, ...] = ()

    def path(self, folder: Path) -> str:
        """A PATH on which those programs are not found: links to all others."""
        if not self.without:
            return "/usr/sbin:/usr/bin:/sbin:/bin"
        if not folder.exists():
            folder.mkdir(mode=0o755)
            for name, place in _programs().items():
                if name not in self.without:
                    (folder / name).symlink_to(place)
        return str(folder)


#: Linked with an allocator that asks for the time: under libfaketime they hang. None of them tells the time.
UNFAKED = ("dig", "delv", "host", "nslookup", "redis-cli")
#: What busybox brings for connections: where another shell runs the script, these must be there all the same.
APPLETS = ("nc", "nslookup", "wget")
#: The programs that a small image lacks.
BARE = ("curl", "dig", "host", "nslookup", "psql", "pg_isready", "redis-cli", "openssl", "ss", "netstat",
        "nc",        "python3", "perl", "wget", "getent", "ping", "traceroute", "chronyc",
        "ntpdate", "timedatectl",
        "ip", "bash", "lsattr", "getfacl", "sqlite3", "strace")  # fmt: skip


def _programs() -> dict[str, str]:
    found: dict[str, str] = {}
    for folder in ("/bin", "/usr/bin", "/sbin", "/usr/sbin"):
        for name in sorted(os.listdir(folder)):
            found.setdefault(name, f"{folder}/{name}")
    return found


@dataclass(frozen=True)
class Ran:
    """One world: what the self-test found, and what every command printed."""

    name: str
    expect: Expect
    app: App  # as `toml` declares it
    toml: str
    probe: Outcome
    printed: Mapping[str, str]
    secrets: frozenset[str]

    def opinion(self) -> Opinion:
        """What the printed texts come to, without the probe."""
        text = "\n".join(self.printed.values())
        source = Source("paste", [text.encode("utf-8", "replace")], text)
        return weigh([source], Redactor(), self.app, whole_site=True)


class Both(Lab):
    """A lab whose `self_test` also runs the commands, under the same conditions."""

    def __init__(self, tools: Tools = Tools(), probe: bool = True, only: Sequence[str] = ()) -> None:
        self.tools, self.with_probe, self.only = tools, probe, only
        self.printed: dict[str, str] = {}
        super().__init__()

    def self_test(
        self, *options: str, faketime: str | None = None, uid: int = 65534,
        limits: Mapping[str, int] | None = None, through: Sequence[str] = (),
    ) -> Outcome:  # fmt: skip
        outcome = Outcome(1, "{}", "", 0.0)
        if self.with_probe:
            outcome = super().self_test(*options, faketime=faketime, uid=uid, limits=limits, through=through)
        front = [*around(faketime, limits), *through]
        env, tools = self._environment(options), self.tools
        if faketime:
            env["PATH"] = f"{self._unfaked()}:{env['PATH']}"
            # busybox is linked statically: its `date` would tell the true time, and nothing be wrong there
            self.tools = replace(tools, shell=("sh",))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            asked = self.asked()
            texts = pool.map(lambda one: self.type(one, front, env, uid), asked)
            self.printed = {one.subject: text for one, text in zip(asked, texts)}
        self.tools = tools
        return outcome

    def _unfaked(self) -> Path:
        """A folder of those programs, each started without libfaketime."""
        places = {name: place for name, place in _programs().items() if name in UNFAKED}
        places = {name: place for name, place in places.items() if name not in self.tools.without}
        if self.tools.shell[0] == "busybox":
            places = {**places, **{name: f"{tool('busybox')} {name}" for name in APPLETS}}
        folder = self.tmp / "unfaked"
        folder.mkdir(mode=0o755)
        for name, place in places.items():
            (folder / name).write_text(f'#!/bin/sh\nunset LD_PRELOAD\nexec {place} "$@"\n')
            (folder / name).chmod(0o755)
        return folder

    @property
    def toml(self) -> Path:
        return self.tmp / "farhand.toml"

    def diagnose(self, log: str) -> Outcome:
        """The app's own words are what a person would paste."""
        self.printed = {"log": log}
        return super().diagnose(log) if self.with_probe else Outcome(1, "{}", "", 0.0)

    def declared(self) -> App:
        return declare.load(self.toml)

    def asked(self) -> list[Asked]:
        """The commands of the declaration; `only` leaves out those of the site that are not named."""
        every = commands.of_app(self.declared())
        site = ("host", "env", "proxy", "clock")
        return [one for one in every if not self.only or one.check not in site or one.check in self.only]

    def type(self, asked: Asked, front: Sequence[str], env: Mapping[str, str], uid: int) -> str:
        """What a person at the app's place sees after pasting the command."""
        shell, *options = self.tools.shell
        argv = self.app.argv([*front, tool(shell), *options, "-s"], uid, self._app.home)
        script = commands.framed(asked).encode("utf-8", "surrogateescape")
        held = subprocess.Popen(
            argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=dict(env),
            start_new_session=True,
        )  # fmt: skip
        try:
            text, late = held.communicate(script, PATIENCE)[0], ""
        except subprocess.TimeoutExpired:
            os.killpg(held.pid, signal.SIGKILL)
            text, late = held.communicate()[0], "\nit did not end\n"
        if uml.UNBUILT.encode() in text:  # the kernel's words are none of the command's
            raise RuntimeError(text.decode("utf-8", "replace")[:300])
        return text.decode("utf-8", "replace") + late

    def _environment(self, options: Sequence[str]) -> dict[str, str]:
        """The app's, as the platform would hand it on."""
        env = dict(self.env)
        file = dict(zip(options, options[1:])).get("--env-file") or self._app._env_file
        if "--no-env" in options:
            env = {key: env[key] for key in ("PATH", "HOME", "LANG") if key in env}
        elif file:
            values = environment.of_file(Path(file), self.declared().platform).values
            if Path(file).read_bytes()[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
                values = {}  # the probe reads it to say so; nothing that starts an app does
            env.update({name: value for name, value in values.items() if "\0" not in name + value})
            env["ENV_FILE"] = str(file)
        if "--pid" in options:
            env["PID"] = options[options.index("--pid") + 1]
        return {**env, "PATH": self.tools.path(self.tmp / "path")}


def run(name: str, tools: Tools = Tools(), probe: bool = True, only: Sequence[str] = ()) -> Ran:
    """Build the world and ask in both ways."""
    module: ModuleType = faults.load(name)
    with Both(tools, probe, only) as lab:
        outcome = faults.run(module, lab)
        toml = lab.toml.read_text("utf-8")
        return Ran(name, module.EXPECT, lab.declared(), toml, outcome, lab.printed, frozenset(lab.planted()))
