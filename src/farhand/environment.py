"""The environment of the app: whose it is decides whether it may be believed.  I/O.

What counts is what the running process has: a shell, a file or a manifest only says what it should have.
Values are held in memory to look at their form; they are never printed.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from farhand import envfile
from farhand.deadline import Deadline
from farhand.errors import Mistake
from farhand.look import Definition, Environment

MOST = 1024 * 1024  # bytes of an environment or a file of it
PATIENCE = 8.0  # seconds for docker, kubectl or systemctl
_CONTAINER = re.compile(r"docker|containerd|kubepods|libpod|crio|/lxc[/.]|garden")
IN_CONTAINER = ("docker", "compose", "kubernetes", "podman")


class NotVisible(Mistake):
    """The environment is there, but this user may not see it: no wrong usage, what needs it is unknown."""


#: Runs one command and returns its standard output. Raises Mistake.
Runner = Callable[[Sequence[str]], str]


def here() -> Environment:
    """Farhand's own environment (`--here`): right only where Farhand is started as the app is."""
    return Environment(
        dict(os.environ),
        "Farhand's own environment",
        os.getpid(),
        os.getuid(),
        in_container=_contained("self", os.environ),
        cwd=_own_folder(),
    )


def named(env: Environment, source: str) -> Environment:
    """The same environment under another name: whose it is depends on who looks."""
    return replace(env, source=source)


def _own_folder() -> str:
    """Where relative paths begin; nothing where that folder is gone or closed to this user."""
    try:
        return os.getcwd()
    except OSError:
        return ""


def of_process(pid: int) -> Environment:
    """The environment of a running process. Raises Mistake where it may not be read."""
    try:
        raw = _bounded(f"/proc/{pid}/environ")
        uid = os.stat(f"/proc/{pid}").st_uid
    except PermissionError:
        raise NotVisible(
            f"--pid {pid}: this user may not read the environment of that process; "
            "run Farhand as the user it runs as, or with sudo"
        ) from None
    except (FileNotFoundError, ProcessLookupError):
        raise Mistake(f"--pid {pid}: there is no such process; `ps -ef` lists them") from None
    except OSError as error:
        raise Mistake(f"--pid {pid}: {error.strerror}") from None
    if not raw and not _has_memory(pid):
        raise Mistake(
            f"--pid {pid}: the process has ended, or it is a thread of the kernel: it has no environment"
        )
    rows = _definitions(raw, f"process {pid}")
    own = _first_wins(rows)
    loaded = _loaded_by_itself(pid, own)
    return Environment(
        {**{row.name: row.value for row in loaded}, **own},
        f"process {pid}{' and the .env it reads' if loaded else ''}",
        pid,
        uid,
        in_container=_contained(str(pid), own),
        definitions=tuple(rows),
        files=_root_of(pid),
        cwd=_cwd(pid),
        newer=tuple(_newer_dotenv(pid)),
    )


def _definitions(raw: bytes, source: str) -> list[Definition]:
    parts = (
        part.decode("utf-8", "surrogateescape").partition("=")
        for part in raw.split(b"\0")
        if b"=" in part[1:]
    )
    return [Definition(name, value, source) for name, _, value in parts]


def _first_wins(rows: Sequence[Definition]) -> dict[str, str]:
    """Of two definitions in one process, the C library finds the first."""
    return {row.name: row.value for row in reversed(rows)}


def _has_memory(pid: int) -> bool:
    try:
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    except OSError:
        return False


def _bounded(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read(MOST)


def _contained(pid: str, values: Mapping[str, str]) -> bool:
    """True where the process surely runs in a container: by its cgroup, or by what the runtime sets.

    /.dockerenv is no proof: it is also there where a whole machine, or a build with its test servers,
    lives in one container and localhost is meant.
    """
    if values.get("KUBERNETES_SERVICE_HOST") or values.get("container"):
        return True
    try:
        return bool(_CONTAINER.search(_bounded(f"/proc/{pid}/cgroup").decode("utf-8", "replace")))
    except OSError:
        return False


def _root_of(pid: int) -> str | None:
    """What to put before the process's paths: nothing where it sees the same files as we do."""
    try:
        same = os.readlink(f"/proc/{pid}/ns/mnt") == os.readlink("/proc/self/ns/mnt")
        return "" if same and os.readlink(f"/proc/{pid}/root") == "/" else f"/proc/{pid}/root"
    except OSError:
        return None


def _cwd(pid: int) -> str:
    try:
        return os.readlink(f"/proc/{pid}/cwd")
    except OSError:
        return ""


def _newer_dotenv(pid: int) -> list[Definition]:
    """What the `.env` in the process's folder says, if it was changed after the process had started."""
    return _changed_since(pid, Path(f"/proc/{pid}/cwd/.env"), f"{_cwd(pid)}/.env", "compose")


def _loaded_by_itself(pid: int, own: dict[str, str]) -> list[Definition]:
    """What an older `.env` in the folder gives beyond the process's own: dotenv libraries load it inside
    of the process, where nobody can see it from outside, and overrule nothing.
    """
    path = f"/proc/{pid}/cwd/.env"
    try:
        info = os.stat(path)
        if not stat.S_ISREG(info.st_mode) or info.st_size > MOST or _newer_dotenv(pid):
            return []
        rows = envfile.parse(_bounded(path), f"{_cwd(pid)}/.env", "compose")
    except OSError:
        return []
    return [row for row in rows if row.name not in own]


def _changed_since(pid: int, path: Path, shown: str, platform: str) -> list[Definition]:
    started = started_at(pid)
    try:
        info = os.stat(path)
        if (
            started is None
            or not stat.S_ISREG(info.st_mode)
            or info.st_mtime <= started + 1.0
            or info.st_size > MOST
        ):
            return []
        return envfile.parse(_bounded(str(path)), shown, platform)
    except OSError:
        return []


def started_at(pid: int) -> float | None:
    """When a process started, in seconds since 1970; None where that cannot be read."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        boot = next(line for line in Path("/proc/stat").read_text().splitlines() if line.startswith("btime "))
        return int(boot.split()[1]) + int(after_name[19]) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, StopIteration):
        return None


def of_file(path: Path, platform: str) -> Environment:
    """The environment that a `.env` file makes, as the platform reads such files."""
    raw = _file(path)
    rows = envfile.parse(raw, str(path), platform)
    inside = platform in IN_CONTAINER
    return Environment(
        {row.name: row.value for row in rows},
        f"file {path}",
        in_container=inside,
        platform=platform,
        definitions=tuple(rows),
        files=None if inside else "",
        cwd="",
    )


def _file(path: Path) -> bytes:
    try:
        info = os.stat(path)
        if not stat.S_ISREG(info.st_mode):
            raise Mistake(f"--env-file {path}: this is not a regular file")
        if info.st_size > MOST:
            raise Mistake(f"--env-file {path}: larger than 1 MiB; this is no environment file")
        return _bounded(str(path))
    except OSError as error:
        raise Mistake(f"--env-file {path}: {error.strerror}") from None
    except ValueError:
        raise Mistake("--env-file: the name holds a character that no file name can have") from None


def with_file(env: Environment, path: Path, platform: str) -> Environment:
    """A process and the file it should have been started with: what the file says now, if it is newer."""
    _file(path)
    newer = _changed_since(env.pid, path, str(path), platform) if env.pid else []
    return replace(env, newer=tuple(newer))


def of_unit(unit: str, run: Runner | None = None) -> Environment:
    """A systemd unit: its main process where that runs, else what the unit file would give it."""
    shown = _properties(
        (run or run_command)(
            [
                "systemctl",
                "show",
                "--no-pager",
                "-p",
                "LoadState,MainPID,Environment,EnvironmentFiles,User",
                "--",
                unit,
            ]
        )
    )
    if shown.get("LoadState") == "not-found":
        raise Mistake(
            f"--unit {unit}: systemd knows no such unit; `systemctl list-units --type=service` lists them"
        )
    files = _unit_files(shown.get("EnvironmentFiles", ""))
    pid = int(shown.get("MainPID", "0") or 0)
    if pid:
        env = of_process(pid)
        newer = [row for file in files for row in _changed_since(pid, Path(file), file, "systemd")]
        return replace(env, source=f"unit {unit} (process {pid})", platform="systemd", newer=tuple(newer))
    rows = [*_assignments(shown.get("Environment", ""), f"Environment= of {unit}")]
    for file in files:
        rows += envfile.parse(_file(Path(file)), file, "systemd")
    return Environment(
        {r.name: r.value for r in rows},
        f"unit {unit} (not running)",
        platform="systemd",
        definitions=tuple(rows),
    )


def _properties(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in text.splitlines():
        key, _, value = line.partition("=")
        found[key] = f"{found[key]}\n{value}" if key in found else value
    return found


def _unit_files(text: str) -> list[str]:
    """`/etc/app.env (ignore_errors=no)`, one a line; a file that may be absent and is, is left out."""
    rows = [
        re.fullmatch(r"(.*?)(?: \(ignore_errors=(yes|no)\))?", line.strip())
        for line in text.splitlines()
        if line.strip()
    ]
    return [m.group(1) for m in rows if m and (m.group(2) != "yes" or os.path.exists(m.group(1)))]


def _assignments(text: str, source: str) -> list[Definition]:
    import shlex

    try:
        words = shlex.split(text)
    except ValueError:
        words = text.split()
    pairs = (word.partition("=") for word in words if "=" in word)
    return [Definition(name, value, source) for name, _, value in pairs]


def of_container(name: str, run: Runner | None = None) -> Environment:
    """A docker or podman container: the environment it was started with."""
    import json

    text = _engine(name, run or run_command)
    try:
        info = json.loads(text)[0]
        pairs = [str(row).partition("=") for row in info["Config"]["Env"] or ()]
        pid = int(info.get("State", {}).get("Pid") or 0) or None
    except (ValueError, LookupError, TypeError, AttributeError):
        raise Mistake(f"--container {name}: docker's answer cannot be read") from None
    rows = tuple(Definition(n, v, f"container {name}") for n, _, v in pairs)
    root = _root_of(pid) if pid else None
    return Environment(
        {r.name: r.value for r in rows},
        f"container {name}",
        None,
        None,
        True,
        "docker",
        rows,
        root if _opens(root) else None,
    )


def _opens(root: str | None) -> bool:
    return bool(root) and os.access(f"{root}/etc", os.X_OK)


def _engine(name: str, run: Runner) -> str:
    words = ["inspect", "--type", "container", "--", name]
    try:
        return run(["docker", *words])
    except Mistake as first:
        try:
            return run(["podman", *words])
        except Mistake:
            raise type(first)(f"--container {name}: {first}") from None


def of_pod(name: str, run: Runner | None = None) -> Environment:
    """A pod, `NAME`, `NAMESPACE/NAME` or `NAMESPACE/NAME/CONTAINER`: what `env` prints inside of it."""
    parts = name.split("/")
    if not 1 <= len(parts) <= 3 or not all(re.fullmatch(r"[a-z0-9][a-z0-9.-]*", part) for part in parts):
        raise Mistake(f"--pod {name!r}: write POD, NAMESPACE/POD or NAMESPACE/POD/CONTAINER")
    space = ["-n", parts[0]] if len(parts) > 1 else []
    pod, container = parts[1] if len(parts) > 1 else parts[0], ["-c", parts[2]] if len(parts) > 2 else []
    out = (run or run_command)(
        ["kubectl", *space, "exec", pod, *container, "--request-timeout=6s", "--", "env", "-0"]
    )
    raw = out.encode("utf-8", "surrogateescape")
    rows = tuple(_definitions(raw, f"pod {name}"))
    if not rows:
        raise Mistake(f"--pod {name}: `env -0` printed nothing inside of it")
    return Environment(
        {r.name: r.value for r in rows}, f"pod {name}", None, None, True, "kubernetes", rows, None
    )


def runner_within(deadline: Deadline) -> Runner:
    """Runs helpers so that time is left for what comes after them: another helper, and the self-test."""
    return lambda argv: run_command(argv, min(PATIENCE, 0.4 * deadline.left()))


def run_command(argv: Sequence[str], seconds: float | None = None) -> str:
    """Standard output of a helper, bounded in time and size, never through a shell. Raises Mistake."""
    import subprocess

    seconds = PATIENCE if seconds is None else seconds

    try:
        done = subprocess.run(
            list(argv),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except FileNotFoundError:
        raise Mistake(f"{argv[0]} is not installed here, or not on the PATH") from None
    except subprocess.TimeoutExpired:
        raise NotVisible(f"{argv[0]} did not answer within {seconds:.1f} s") from None
    except (OSError, ValueError) as error:
        raise Mistake(f"{argv[0]} could not be started: {error}") from None
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise NotVisible(f"{argv[0]} says: {lines[-1][:300] if lines else f'exit status {done.returncode}'}")
    return done.stdout[:MOST].decode("utf-8", "surrogateescape")
