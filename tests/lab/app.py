"""The app's side of the lab: its files in /etc, its environment, its declaration; Farhand run as the app."""

from __future__ import annotations

import compileall
import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from tests.lab.expect import Outcome
from tests.lab.namespaces import Missing, Namespace, tool

ROOT = Path(__file__).resolve().parents[2]

#: Longer than any lawful run; what takes longer is ended and told as such.
PATIENCE = 40.0


def _needed() -> list[Path]:
    """What Farhand is run from: the interpreter, its packages, the code."""
    return sorted({Path(p).resolve() for p in (sys.base_prefix, sys.prefix, ROOT / "src")})


class App:
    def __init__(self, space: Namespace, tmp: Path, uid: int) -> None:
        self._space, self._tmp, self._uid = space, tmp, uid
        self.home = tmp / "home"
        self.home.mkdir()
        os.chown(self.home, uid, uid)
        self.env: dict[str, str] = {"PATH": "/usr/bin:/bin", "HOME": str(self.home), "LANG": "C.UTF-8"}
        self._env_file: Path | None = None
        self._config = tmp / "farhand.toml"
        self._open_the_way()
        space.run(["mount", "-t", "tmpfs", "-o", "mode=1777,size=16m", "none", "/dev/shm"])
        self.etc("resolv.conf", "nameserver 10.77.2.2\n")
        self.etc("hosts", "127.0.0.1 localhost\n::1 localhost\n")

    @property
    def config(self) -> Path:
        """The declaration, once it is written."""
        return self._config

    def etc(self, name: str, text: str) -> None:
        """A file in /etc as the app sees it: mounted over the real one, in the app's own view only."""
        mine = self._tmp / "etc" / name
        mine.parent.mkdir(parents=True, exist_ok=True)
        there = mine.exists()
        mine.write_text(text)
        mine.chmod(0o644)
        if not there:
            self._space.bind(mine, f"/etc/{name}")

    def _open_the_way(self) -> None:
        """Let the app's user reach the interpreter and the code, wherever they are.

        A folder on the way that is closed to others (/root, a home) is replaced, in the app's view only, by
        an empty one in which just the folders that are needed are mounted again.
        """
        needed = _needed()
        closed = sorted({wall for wall in map(_wall, needed) if wall})
        for wall in closed:
            self._hollow(wall, [path for path in needed if wall in path.parents])

    def cover(self, place: str, mode: str = "755") -> None:
        """An empty file system over `place`, but for what the app is started from."""
        wall = Path(place)
        self._hollow(wall, [path for path in (*_needed(), self._tmp) if wall in path.parents], mode)

    def _hollow(self, wall: Path, needed: Sequence[Path], mode: str = "755") -> None:
        stage = Path("/mnt")
        lines = [f"mount -t tmpfs -o mode=755,size=64k none {stage}"]
        lines += [
            f"mkdir -p {stage}/{i} && mount --bind '{path}' {stage}/{i}" for i, path in enumerate(needed)
        ]
        lines.append(f"mount -t tmpfs -o mode={mode},size=64k none '{wall}'")
        for i, path in enumerate(needed):
            lines.append(f"mkdir -p '{path}' && mount --bind {stage}/{i} '{path}' && umount {stage}/{i}")
        self._space.run(["sh", "-e"], input="umask 022\n" + "\n".join(lines))

    def env_file(self, text: str | bytes) -> Path:
        self._env_file = self._tmp / ".env"
        self._env_file.write_bytes(text.encode() if isinstance(text, str) else text)
        self._env_file.chmod(0o644)
        return self._env_file

    def declare(self, toml: str) -> Path:
        head = (
            ""
            if "[app]" in toml
            else '[app]\nname = "lab"\nversion = "1.0"\ncontact = "support@vendor.example"\n'
        )
        self._config.write_text(head + toml)
        self._config.chmod(0o644)
        return self._config

    def texts(self) -> list[str]:
        """The declaration and the .env, as they were written."""
        files = [self._config, *([self._env_file] if self._env_file else [])]
        return [f.read_bytes().decode("utf-8", "replace") for f in files if f.exists()]

    def self_test(
        self,
        *options: str,
        faketime: str | None = None,
        uid: int = 65534,
        limits: Mapping[str, int] | None = None,
        through: Sequence[str] = (),
    ) -> Outcome:
        whose = ["--env-file", str(self._env_file)] if self._env_file else ["--here"]
        if {"--pid", "--env-file", "--here", "--unit", "--container", "--pod", "--no-env"} & set(options):
            whose = []
        rest = [o for o in options if o != "--no-env"]
        argv = ["self-test", "--json", "--config", str(self._config), *whose, *rest]
        return self.outcome([*around(faketime, limits), *through, *farhand(*argv)], self.env, uid)

    def diagnose(self, log: str, uid: int) -> Outcome:
        """Run `farhand diagnose --json` on what the app logged, with the declaration where there is one."""
        file = self._tmp / "app.log"
        file.write_text(log)
        file.chmod(0o644)
        config = ["--config", str(self._config)] if self._config.exists() else []
        return self.outcome(farhand("diagnose", "--json", *config, str(file)), self.env, uid)

    def outcome(self, argv: Sequence[str], env: dict[str, str], uid: int) -> Outcome:
        """Run to its end, with the time that it took."""
        begun = time.monotonic()
        try:
            done = subprocess.run(
                self._space.argv(argv, uid, self.home), env=env,
                stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False,
            )  # fmt: skip
            code, out, err = done.returncode, done.stdout, done.stderr
        except subprocess.TimeoutExpired as late:
            code, out, err = -9, late.stdout or b"", late.stderr or b""
        seconds = time.monotonic() - begun
        return Outcome(code, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"), seconds)


def farhand(*words: str) -> list[str]:
    """The command line of Farhand, compiled beforehand: its first start is not what is measured."""
    compileall.compile_dir(str(ROOT / "src"), quiet=2)
    return [sys.executable, *_start(), *words]


def around(faketime: str | None = None, limits: Mapping[str, int] | None = None) -> list[str]:
    """What goes before a command so that it sees another time and has such limits."""
    bounds = [f"--{name}={value}:{value}" for name, value in (limits or {}).items()]
    argv = [tool("prlimit"), *bounds, "--"] if bounds else []
    # The preloaded library must first be seen by the app itself, not by the tools that lead to it.
    return argv + ([tool("env"), *_faketime(faketime)] if faketime else [])


@lru_cache(maxsize=1)
def _start() -> list[str]:
    """How the interpreter finds the Farhand beside these tests, whatever is installed."""
    spec = importlib.util.find_spec("farhand")
    beside = bool(spec and spec.origin and Path(spec.origin).resolve().is_relative_to(ROOT / "src"))
    if beside and "PYTHONPATH" not in os.environ:  # the world's app does not inherit that variable
        return ["-m", "farhand"]
    first = f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r})"
    return ["-c", f"{first}; from farhand.cli import main; sys.exit(main())"]


def _wall(path: Path) -> Path | None:
    """The outermost folder on the way to `path` that others may not pass."""
    return next((p for p in [*reversed(path.parents), path] if not os.stat(p).st_mode & 0o001), None)


def _faketime(offset: str) -> list[str]:
    """Only the wall clock is wrong, as on a host with a wrong clock: no file times, no stop-watch."""
    libraries = sorted(Path("/usr/lib").glob("**/faketime/libfaketimeMT.so.1"))
    if not libraries:
        raise Missing("libfaketime is not installed")
    quiet = ("NO_FAKE_STAT=1", "FAKETIME_DONT_FAKE_MONOTONIC=1")
    return [f"LD_PRELOAD={libraries[0]}", f"FAKETIME={offset}", *quiet]
