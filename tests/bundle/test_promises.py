"""What a security team is promised, as the kernel sees it: what is written, whom it speaks to, what is left.

The real command under strace, in a network namespace without any network, on a full disk, and killed.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.bundle.places import CREATE, FARHAND, SENTINELS, bundle, create, declare, env_of, members
from tests.conftest import need, need_tool

WRITABLE = """
[dependencies.data]
kind = "directory"
path = "data"
writable = true
"""
_OPENED = re.compile(r'open(?:at)?\((?:AT_FDCWD|\d+)?(?:, )?"([^"]*)", ([A-Z_|0-9]+)')
_CHANGED = re.compile(r'\b(?:mkdir|rename|unlink|symlink|truncate|chmod|chown|mknod)\w*\([^"]*"([^"]*)"')
_LINKED = re.compile(r'\blink(?:at)?\(.*"([^"]*)"[^"]*\)')
_SENT_TO = re.compile(r'sa_family=AF_INET6?, sin6?_port=htons\((\d+)\), [^"}]*"([^"]+)"')


@contextmanager
def silent_port() -> Iterator[int]:
    """A port on loopback where connections are accepted by the kernel and nobody ever answers."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(64)
        yield server.getsockname()[1]


def calls(folder: Path, *words: str) -> str:
    need_tool("strace")
    trace = folder.parent / "trace"
    which = (
        "trace=open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink,"
    )
    which += "symlinkat,truncate,chmod,fchmodat,chown,fchownat,mknod,mknodat,connect,sendto,sendmsg,sendmmsg"
    through = ["strace", "-f", "-q", "-s", "400", "-e", which, "-e", "signal=none", "-o", str(trace)]
    done = create(folder, *words, through=through)
    assert done.returncode == 0, done.stderr
    return trace.read_text("utf-8", "replace")


def written(trace: str) -> set[str]:
    """Every path that was opened for writing, made, renamed or removed, where the call has succeeded."""
    found: set[str] = set()
    for line in trace.splitlines():
        if " = -1 E" in line:
            continue
        opened = _OPENED.search(line)
        if opened and ({"O_WRONLY", "O_RDWR", "O_CREAT"} & set(opened[2].split("|"))):
            found.add(opened[1])
        found |= {match[1] for pattern in (_CHANGED, _LINKED) for match in [pattern.search(line)] if match}
    return found


def test_nothing_is_written_but_the_bundle_and_the_probe_of_a_writable_folder(tmp_path: Path) -> None:
    folder = declare(tmp_path / "site", WRITABLE)
    (folder / "data").mkdir()
    found = written(calls(folder)) - {"/dev/null"}
    probes = {path for path in found if Path(folder, path).parent == folder / "data"}
    assert len(probes) <= 1
    beside = {path for path in found - probes if not path.startswith("/proc/self/fd/")}
    assert {Path(path).name.partition(".gz")[0].lstrip(".") for path in beside} <= {"out.tar", folder.name}
    assert all(Path(path) == folder or Path(path).parent == folder for path in beside)
    assert os.listdir(folder / "data") == []


def test_read_only_writes_the_bundle_alone(tmp_path: Path) -> None:
    folder = declare(tmp_path / "site", WRITABLE)
    (folder / "data").mkdir()
    assert not [path for path in written(calls(folder, "--read-only")) if "data" in Path(path).parts]


def test_it_connects_only_to_what_the_plan_names(tmp_path: Path) -> None:
    with silent_port() as port:
        folder = declare(tmp_path / "site", port=port)
        plan = json.loads(bundle(folder, "plan", "--here", "--json").stdout)
        named = {place.split(" ")[0] for item in plan["items"] for place in item["network"]}
        reached = {f"{host}:{number}" for number, host in _SENT_TO.findall(calls(folder))}
        assert f"127.0.0.1:{port}" in reached
        assert reached <= named


def test_it_works_in_a_network_namespace_without_any_network(tmp_path: Path) -> None:
    need(os.getuid() == 0, "a network namespace of its own needs root")
    folder = declare(tmp_path / "site")
    done = create(folder, through=[need_tool("unshare"), "-n"])
    assert done.returncode == 0, done.stderr
    found = members(folder / "out.tar.gz")
    assert json.loads(found["evidence/self-test.json"])["results"]
    assert "logs/app.log" in found


def test_a_log_that_is_a_pipe_costs_nothing_else(tmp_path: Path) -> None:
    folder = declare(tmp_path / "site")
    (folder / "app.log").unlink()
    os.mkfifo(folder / "app.log")
    assert create(folder).returncode == 3
    rows = {row["name"]: row for row in json.loads(members(folder / "out.tar.gz")["manifest.json"])["rows"]}
    assert rows["logs/app.log"]["outcome"] == "withheld"
    assert rows["evidence/self-test.json"]["outcome"] == "ok"


def planted(folder: Path) -> None:
    """A secret in every source."""
    db, log, file, name = SENTINELS
    (folder / "app.log").write_text(f"password={log}\nplain {db} in a line\n" * 50)
    (folder / "compose.yaml").write_text(f"services:\n web:\n  environment:\n   DB_PASSWORD: {file}\n")
    (folder / f"token={name}.txt").write_text(f"Authorization: Bearer {file}\n")


def sightings(place: Path) -> list[str]:
    """Files below `place` in which a planted secret stands, packed ones unpacked."""
    words = [word for secret in SENTINELS for word in ("-e", secret)]
    done = subprocess.run(["grep", "-rlaF", *words, str(place)], capture_output=True, text=True, check=False)
    packed = [
        str(path)
        for path in place.rglob("*.gz")
        if any(secret.encode() in data for secret in SENTINELS for data in members(path).values())
    ]
    return sorted(done.stdout.split("\n")[:-1] + packed)


def test_no_planted_secret_is_in_the_bundle_or_anywhere_else(tmp_path: Path) -> None:
    folder = declare(tmp_path / "site")
    planted(folder)
    before = sightings(tmp_path)
    assert len(before) == 3
    done = create(folder, "--add", f"token={SENTINELS[3]}.txt")
    assert done.returncode == 0, done.stderr
    assert sightings(tmp_path) == before
    assert not any(secret in done.stdout + done.stderr for secret in SENTINELS)


def test_the_plan_itself_shows_no_secret(tmp_path: Path) -> None:
    folder = declare(tmp_path / "site")
    planted(folder)
    for more in ([], ["--json"]):
        done = bundle(folder, "plan", "--here", "--add", f"token={SENTINELS[3]}.txt", *more)
        assert done.returncode == 0
        assert not any(secret in done.stdout for secret in SENTINELS)


def test_on_a_full_disk_nothing_is_left_and_it_says_so(tmp_path: Path) -> None:
    need(os.getuid() == 0, "a small disk of its own needs root")
    folder = declare(tmp_path / "site")
    (folder / "full").mkdir()
    shell = 'mount -t tmpfs -o size=4k none full && "$@"; code=$?; ls -A full >&2; exit $code'
    through = [need_tool("unshare"), "-m", "sh", "-c", shell, "sh"]
    done = bundle(folder, *CREATE[:-1], "full/out.tar.gz", through=through)
    assert done.returncode == 2
    assert done.stderr.rstrip().endswith(
        "nothing was written; see -o FILE"
    )  # `ls` has listed nothing after it


@pytest.mark.parametrize("form", ["write", "_named"])
def test_a_disk_that_is_full_in_the_middle_of_a_write_holds_no_half_file(tmp_path: Path, form: str) -> None:
    need(os.getuid() == 0, "a small disk of its own needs root")
    code = f"""if True:
        import os, pathlib, errno
        from farhand.bundle import writing
        try:
            writing.{form}(pathlib.Path("out.tar.gz"), os.urandom(1 << 20))
        except OSError as error:
            print(errno.errorcode[error.errno], os.listdir())
        writing.{form}(pathlib.Path("small"), b"fits")
        print(os.listdir(), open("small").read())
    """
    shell = 'mount -t tmpfs -o size=64k none "$1" && cd "$1" && exec "$2" -c "$3"'
    argv = [need_tool("unshare"), "-m", "sh", "-c", shell, "sh", str(tmp_path), sys.executable, code]
    done = subprocess.run(argv, env=env_of(tmp_path), capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["ENOSPC []", "['small'] fits"], done.stderr


def test_less_room_than_must_stay_free_is_refused_before_anything_is_collected(tmp_path: Path) -> None:
    folder = declare(tmp_path / "site")
    done = bundle(folder, *CREATE, "--min-free", "1000TiB")
    assert (done.returncode, "are free in" in done.stderr) == (2, True)


HANGS = """
[dependencies.slow]
kind = "http"
url = "http://127.0.0.1:{port}/"
timeout = "9s"
"""


def begun(folder: Path) -> subprocess.Popen[str]:
    """`bundle create` in the middle of its collection: the self-test waits for an answer that never comes."""
    process = subprocess.Popen(
        [*FARHAND, "bundle", *CREATE],
        cwd=folder,
        env=env_of(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    end = time.monotonic() + 60
    while not _connected(process.pid) and time.monotonic() < end:
        time.sleep(0.05)
    return process


def _connected(pid: int) -> bool:
    """True once it holds a socket."""
    try:
        handles = os.listdir(f"/proc/{pid}/fd")
        return any(os.readlink(f"/proc/{pid}/fd/{h}").startswith("socket:") for h in handles)
    except OSError:
        return False


def test_killed_while_it_writes_it_leaves_no_half_file(tmp_path: Path) -> None:
    folder = declare(tmp_path / "site")
    names = sorted(os.listdir(folder))
    through = [need_tool("strace"), "-f", "-q", "-o", str(tmp_path / "trace"), "-e", "trace=fsync"]
    done = create(folder, "--skip", "self-test", through=[*through, "-e", "inject=fsync:signal=KILL"])
    assert done.returncode not in (0, 2)
    assert "KILL" in (tmp_path / "trace").read_text()
    assert sorted(os.listdir(folder)) == names


def test_killed_in_the_middle_it_leaves_nothing(tmp_path: Path) -> None:
    with silent_port() as port:
        folder = declare(tmp_path / "site", HANGS.format(port=port))
        planted(folder)
        before, names = sightings(tmp_path), sorted(os.listdir(folder))
        process = begun(folder)
        process.kill()
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert (sightings(tmp_path), sorted(os.listdir(folder))) == (before, names)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_closes_a_valid_bundle_of_what_is_there(
    tmp_path: Path, number: signal.Signals
) -> None:
    with silent_port() as port:
        folder = declare(tmp_path / "site", HANGS.format(port=port))
        process = begun(folder)
        process.send_signal(number)
        process.communicate(timeout=60)
    assert process.returncode == 130
    assert bundle(folder, "verify", "out.tar.gz").returncode == 0
    manifest = json.loads(members(folder / "out.tar.gz")["manifest.json"])
    assert manifest["interrupted"] is True
    report = json.loads(members(folder / "out.tar.gz")["evidence/self-test.json"])
    assert "interrupted" in json.dumps(report)
