"""The rung `start` with real programs: what each fault leads to, and that nothing stays behind."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from farhand.isolate import processes
from tests.conftest import need
from tests.isolate.site import APPS, PYTHON, Climbed, Site, free_port

pytestmark = pytest.mark.slow

SERVE = """
import http.server, os, sys
port = int(os.environ["PORT"])
class H(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(b"ok")
    def log_message(self, *a): pass
"""


@dataclass(frozen=True)
class Fault:
    """A program, and what its start must come to."""

    source: str
    cause: str = ""
    outcome: str = "fail"
    says: str = ""


#: Two processes that write down who they are and where their home is.
KEEPS_RUNNING = """
import os, time
name = "worker" if os.fork() == 0 else "app"
with open(name + ".new", "w") as file:
    file.write(f"{os.getpid()} {os.environ['HOME']}")
os.rename(name + ".new", name)
time.sleep(300)
"""
TOO_MUCH = """
import resource
resource.setrlimit(resource.RLIMIT_AS, (1 << 28, 1 << 28))
x = bytearray(1 << 29)
"""
UP = SERVE + "http.server.HTTPServer(('127.0.0.1', port), H).serve_forever()\n"
FAULTS = {
    "comes up": Fault(UP, outcome="pass", says="listens at"),
    "a variable is missing": Fault(
        "import os\nkey = os.environ['BILLING_KEY']\n", "config.env_missing", says="status 1"
    ),
    "a module is missing": Fault("import billing_engine\n", "app.dependency_missing", says="status 1"),
    "no right to its folder": Fault(
        "import os\nos.setuid(65534) if os.getuid() == 0 else None\nopen('/root/app.pid', 'w')\n",
        "fs.permission",
    ),
    "its table is missing": Fault(
        "raise RuntimeError('psycopg.errors.UndefinedTable: relation \"invoices\" does not exist')\n",
        "postgres.schema_missing",
    ),
    "ends with 0": Fault("print('nothing to do')\n", "container.crash_loop", says="status 0"),
    "crashes": Fault(
        "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n", "exec.crashed", says="SIGSEGV"
    ),
    "asks for more memory than it may have": Fault(TOO_MUCH, "memory.exhausted", says="status 1"),
    "hangs": Fault("import time\ntime.sleep(60)\n", says="does not listen"),
}


def left(folder: Path) -> list[int]:
    """Processes that were started in this folder: other tests start theirs beside."""
    marked = processes.marked("FARHAND_ISOLATE=")
    return [pid for pid in marked if processes.folder_of(pid).startswith(str(folder))]


def climb(site: Site, command: str, isolate: str = "", more: str = "", *options: str) -> Climbed:
    (site.folder / "farhand.toml").write_text(
        f"""
[app]
name = "shop"
start = '''{command}'''
{more}
[isolate]
request = {{url = "http://127.0.0.1:{free_port()}/ping", expect = 200}}
within = "4s"
{isolate}
"""
    )
    lines = "".join(f"{k}={v}\n" for k, v in site.env.items())
    (site.folder / "app.env").write_text(lines)
    climbed = site.climb("--from", "start", "--until", "start", "--start", "--yes", *options)
    assert not left(site.folder), "something that was started is still there"
    return climbed


@pytest.mark.parametrize("name", FAULTS)
def test_a_start(name: str, tmp_path: Path) -> None:
    fault = FAULTS[name]
    (tmp_path / "main.py").write_text(fault.source)
    climbed = climb(Site(tmp_path), f"{PYTHON} main.py")
    rung = climbed.rung("start")
    assert rung["outcome"] == fault.outcome, rung
    assert fault.says in rung["says"]
    assert climbed.roots[:1] == ([fault.cause] if fault.cause else [])
    assert climbed.code == (0 if fault.outcome == "pass" else 1)


def test_a_port_that_another_program_has(tmp_path: Path) -> None:
    """The app does not take the port that it is given, and the one that it wants is taken by a stranger."""
    (tmp_path / "main.py").write_text(
        "import socket\ns = socket.socket()\ns.bind(('127.0.0.1', int(open('port').read())))\n"
    )
    import socket

    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        (tmp_path / "port").write_text(str(holder.getsockname()[1]))
        climbed = climb(Site(tmp_path), f"{PYTHON} main.py")
    assert climbed.roots[:1] == ["tcp.port_in_use"]


def test_a_port_that_the_app_itself_has(tmp_path: Path) -> None:
    """The app that runs is no fault of its second copy: it is said how the copy gets another port."""
    (tmp_path / "main.py").write_text(
        "import http.server\nport = int(open('port').read())\n"
        "http.server.HTTPServer(('127.0.0.1', port), None).serve_forever()\n"
    )
    (tmp_path / "port").write_text(str(free_port()))
    with subprocess.Popen([PYTHON, "main.py"], cwd=tmp_path) as running:
        try:
            while running.poll() is None and not processes.ports_of([running.pid]):
                time.sleep(0.05)
            climbed = climb(Site(tmp_path), f"{PYTHON} main.py")
        finally:
            running.kill()
    rung = climbed.rung("start")
    assert (rung["outcome"], climbed.code, climbed.roots) == ("unknown", 4, [])
    assert "{port}" in rung["because"]


def test_the_program_is_not_there(tmp_path: Path) -> None:
    climbed = climb(Site(tmp_path), "billing-server --port {port}")
    assert climbed.roots[:1] == ["exec.command_missing"]


def test_a_file_that_is_no_program(tmp_path: Path) -> None:
    (tmp_path / "server").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x02\x00\xb7\x00" + bytes(44))
    (tmp_path / "server").chmod(0o755)
    climbed = climb(Site(tmp_path), f"{tmp_path}/server")
    assert climbed.roots[:1] == ["exec.not_runnable"]


def test_what_it_prints_is_masked(tmp_path: Path) -> None:
    site = Site(tmp_path, {"API_KEY": "planted-start-secret-9f3b"})
    (tmp_path / "main.py").write_text("import os, sys\nprint('key is', os.environ['API_KEY'])\nsys.exit(3)\n")
    more = "[env.API_KEY]\nsecret = true\n"
    climbed = climb(site, f"{PYTHON} main.py", more=more)
    assert "planted-start-secret" not in climbed.out + climbed.err
    assert "key is <" in climbed.out


def test_a_grandchild_that_has_gone_its_own_way_is_ended_too(tmp_path: Path) -> None:
    """It forks twice, in a session of its own, without the mark in its environment, and ignores SIGTERM."""
    child = (
        "import os, signal, sys, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        f"open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\ntime.sleep(300)\n"
    )
    (tmp_path / "child.py").write_text(child)
    (tmp_path / "main.py").write_text(
        "import os, sys\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    if os.fork() == 0:\n"
        "        os.execve(sys.executable, [sys.executable, 'child.py'], {})\n"
        "    os._exit(0)\n"
        "os.wait()\n" + UP
    )
    climbed = climb(Site(tmp_path), f"{PYTHON} main.py")
    assert climbed.rung("start")["outcome"] == "pass"
    pid, until = int((tmp_path / "pid").read_text()), time.monotonic() + 10
    while processes.alive(pid) and time.monotonic() < until:  # ended, which takes a moment on a busy machine
        time.sleep(0.01)
    assert not processes.alive(pid)


def test_the_scratch_home_is_gone(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(
        f"import os\nopen(os.environ['HOME'] + '/x', 'w')\nopen({str(tmp_path / 'home')!r}, 'w')"
        ".write(os.environ['HOME'])\n" + UP
    )
    assert climb(Site(tmp_path), f"{PYTHON} main.py").rung("start")["outcome"] == "pass"
    home = (tmp_path / "home").read_text()
    assert home
    assert not os.path.exists(home)


def test_what_was_started_ends_with_farhand_even_where_that_is_killed(tmp_path: Path) -> None:
    """Nobody can clean up behind SIGKILL but somebody else: the app, its worker and its folder are gone."""
    (tmp_path / "main.py").write_text(KEEPS_RUNNING)
    site = Site(tmp_path)
    site.declare(f"[app]\nname = 'shop'\nstart = '{PYTHON} main.py'\n[isolate]\nwithin = '200s'\n")
    words = site.words("--json", "--from", "start", "--until", "start", "--start", "--yes")
    told = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(words, cwd=tmp_path, env=site.environ, **told) as farhand:
        files = [tmp_path / "app", tmp_path / "worker"]
        while farhand.poll() is None and not all(file.exists() for file in files):
            time.sleep(0.05)
        said = [file.read_text().split() for file in files]
        farhand.kill()
    end = time.monotonic() + 30
    pids, home = [int(pid) for pid, _ in said], said[0][1]
    while time.monotonic() < end and (any(map(processes.alive, pids)) or os.path.exists(home)):
        time.sleep(0.05)
    assert not any(map(processes.alive, pids))
    assert not os.path.exists(home)


GUNICORN, FLASK = (Path(PYTHON).with_name(name) for name in ("gunicorn", "flask"))


@pytest.mark.parametrize(
    "command",
    [
        f"{GUNICORN} shop:app -b 0.0.0.0:8000",
        f"{FLASK} --app shop run --port 8000",
        f"cd . && exec {GUNICORN} shop:app -b 127.0.0.1:{{port}}",
    ],
)
def test_servers_take_the_port_that_is_free(command: str, tmp_path: Path) -> None:
    climbed = climb(Site(tmp_path, {"PYTHONPATH": str(APPS)}), command, 'live = "/livez"')
    rung = climbed.rung("start")
    assert rung["outcome"] == "pass", rung
    assert "/livez 200" in rung["says"]
    assert 8000 not in rung["facts"]["ports"]


@pytest.fixture
def small_group() -> Iterator[Path]:
    """A control group with 96 MB of memory and no swap; version 1 or 2."""
    need(os.geteuid() == 0, "needs root")
    v1 = Path("/sys/fs/cgroup/memory")
    parent = v1 if v1.is_dir() else Path("/sys/fs/cgroup")
    group = parent / f"fh-start-{os.getpid()}"
    need(v1.is_dir() or "memory" in (parent / "cgroup.subtree_control").read_text(), "needs a memory group")
    group.mkdir()
    limits = ("memory.limit_in_bytes", "memory.memsw.limit_in_bytes") if v1.is_dir() else ("memory.max",)
    for name in limits:
        if (group / name).exists():
            (group / name).write_text(str(96 << 20))
    yield group
    end = time.monotonic() + 10
    while (group / "cgroup.procs").read_text().strip() and time.monotonic() < end:
        time.sleep(0.05)
    group.rmdir()


def test_a_start_that_the_kernel_kills_for_memory(tmp_path: Path, small_group: Path) -> None:
    (tmp_path / "main.py").write_text("kept = []\nwhile True:\n    kept.append(b'x' * (1 << 20))\n")
    command = f"echo $$ > {small_group}/cgroup.procs && exec {PYTHON} main.py"
    climbed = climb(Site(tmp_path), command)
    rung = climbed.rung("start")
    assert rung["outcome"] == "fail", rung
    assert "SIGKILL" in rung["says"]
    assert climbed.roots[:1] == ["memory.oom_killed"], climbed.out
    assert climbed.code == 1


def test_not_asked_is_not_run(tmp_path: Path) -> None:
    site = Site(tmp_path)
    (tmp_path / "main.py").write_text("open('ran', 'w')\n")
    (tmp_path / "farhand.toml").write_text(f"[app]\nname = 'x'\nstart = '{PYTHON} main.py'\n")
    (tmp_path / "app.env").write_text("")
    rung = site.climb("--from", "start", "--until", "start").rung("start")
    assert (rung["outcome"], rung["says"]) == ("skip", "not run")
    assert not (tmp_path / "ran").exists()
