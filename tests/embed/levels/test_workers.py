"""Real gunicorn, four workers: all reached within a second, all back at their time, whatever happens.

Every worker writes a line on DEBUG every 50 ms; what the workers really write is what is looked at.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from farhand.control import census, change, levels, orders
from tests.conftest import need_tool
from tests.embed.apps.harness import ROOT, Served, serve, wait_for
from tests.embed.apps.kinds import KINDS, PYTHON, Kind

SOURCE = """
import logging, os, sys, threading, time
import farhand

logging.basicConfig(
    level=logging.WARNING,
    format="%(process)d %(levelname)s %(name)s %(created).3f %(message)s",
    stream=sys.stdout,
)
log = logging.getLogger("site.cart")
boot = lambda: time.clock_gettime(time.CLOCK_BOOTTIME)

def chat():
    while True:
        if log.isEnabledFor(logging.DEBUG):
            log.debug("")
            print(f"{os.getpid()} SEEN {boot():.3f}", flush=True)
        if os.path.exists("configure"):
            configure()
        time.sleep(0.05)

done = False
def configure():
    global done
    if not done:
        import logging.config
        done = True
        logging.config.dictConfig({
            "version": 1, "disable_existing_loggers": False,
            "handlers": {"h": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout"}},
            "root": {"level": "ERROR", "handlers": ["h"]},
        })

def app(environ, start_response):
    if environ["PATH_INFO"] == "/level":
        body = str(logging.root.level).encode()
    else:
        body = b"hello"
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [body]

os.register_at_fork(after_in_child=lambda: threading.Thread(target=chat, daemon=True).start())
if "--preload" not in sys.argv or os.environ.get("CHATTY_MASTER"):
    threading.Thread(target=chat, daemon=True).start()
app = farhand.install(app)
"""
#: A master that has a thread of its own goes on beating beside its forks: it is a fifth process then.
CHATTY = {"CHATTY_MASTER": "1"}
GUNICORN = Kind(
    SOURCE,
    (PYTHON, "-m", "gunicorn", "-b", "127.0.0.1:{port}", "-w", "{workers}", "site_app:app"),
)
SECONDS = 3.0
#: Two workers may write into one line: what is whole counts.
WALLS = re.compile(r" DEBUG site\.cart (\d+\.\d{3}) ")
SEEN = re.compile(r"^(\d+) SEEN ([\d.]+)$", re.M)


def written(app: Served) -> dict[int, list[float]]:
    """By process: the moments, in seconds since boot, at which DEBUG was on."""
    found: dict[int, list[float]] = {}
    for pid, at in SEEN.findall(app.log):
        found.setdefault(int(pid), []).append(float(at))
    return found


def give(app: Served, **more: object) -> tuple[dict[str, object], float, float]:
    """Order DEBUG; the report, and when the order was given and ends."""
    begun = orders.now()
    told = change.change(app.run, levels.wish({"level": "DEBUG", "seconds": SECONDS, **more}), "test")
    (order, *_) = orders.read(app.run).levels
    return told, begun, order.ends


def pids(app: Served) -> set[int]:
    return {w.pid for w in app.workers()}


@pytest.mark.parametrize("flags", [(), ("--preload",)], ids=["plain", "preload"])
def test_four_of_four_within_a_second_and_back_at_the_time(tmp_path: Path, flags: Sequence[str]) -> None:
    with serve(tmp_path, GUNICORN, workers=4, flags=flags) as app:
        mine = pids(app)
        assert len(mine) == 4
        told, begun, ends = give(app)
        assert (told["reached"], told["expected"]) == (4, 4)
        assert orders.now() - begun < 1.0
        wait_for(lambda: orders.now() > ends + 1.2)
        found = written(app)
        assert set(found) >= mine
        for pid in mine:
            assert found[pid][0] - begun < 1.0, "reached within a second"
            assert abs(found[pid][-1] - ends) <= 1.0, "back at its time"
        assert {app.get("/level").text for _ in range(12)} == {"30"}
        (ended,) = change.status(app.run)["ended"]
        assert ended["now"] == "WARNING"
        assert ended["emitted"] > 40
        assert app.log.count("the log level of root is DEBUG until") == 1
        assert app.log.count("root has WARNING again") == 1
        assert (app.run / "audit.jsonl").read_text().count('"LEVEL DEBUG for root, 3 s"') == 1


@pytest.mark.matrix(4)
@pytest.mark.parametrize(
    ("flags", "env", "processes"),
    [(("--preload",), CHATTY, 5), ((), {}, 4), (("--preload",), {}, 4)],
    ids=["preload beside a thread", "plain", "preload"],
)
def test_a_worker_that_is_killed_comes_back_under_the_order_and_reverts(
    tmp_path: Path, flags: Sequence[str], env: Mapping[str, str], processes: int
) -> None:
    with serve(tmp_path, GUNICORN, workers=4, flags=flags, env=env, expect=processes) as app:
        told, _, _ = give(app, seconds=10)
        before = pids(app)
        assert told["reached"] == len(before) == processes
        victim = max(before)
        os.kill(victim, signal.SIGKILL)
        wait_for(lambda: len(pids(app)) == processes and victim not in pids(app), app)
        (new,) = pids(app) - before
        wait_for(lambda: new in written(app), app)
        ends = orders.read(app.run).levels[0].ends
        wait_for(lambda: orders.now() > ends + 1.2)
        for pid in pids(app):
            assert abs(written(app)[pid][-1] - ends) <= 1.0
        assert {app.get("/level").text for _ in range(12)} == {"30"}


def test_the_run_folder_may_go_and_the_end_still_comes(tmp_path: Path) -> None:
    with serve(tmp_path, GUNICORN, workers=2) as app:
        mine = pids(app)
        _, _, ends = give(app)
        os.rename(app.run, app.run.with_name("away"))
        wait_for(lambda: orders.now() > ends + 1.2)
        found = written(app)
        assert all(abs(found[pid][-1] - ends) <= 1.0 for pid in mine)


def test_a_later_dict_config_is_ordered_anew(tmp_path: Path) -> None:
    with serve(tmp_path, GUNICORN, workers=2) as app:
        _, _, ends = give(app, seconds=5)
        (tmp_path / "configure").touch()
        wait_for(
            lambda: all(
                row.get("configured_anew") == 1
                for w in app.workers()
                for row in w.says["levels"]["orders"]
            ),
            app,
            4,
        )  # fmt: skip
        assert {app.get("/level").text for _ in range(8)} == {"10"}
        wait_for(lambda: orders.now() > ends + 1.2)
        assert {app.get("/level").text for _ in range(8)} == {"40"}, "what the app has configured last"


#: Shifts the wall clock, and that alone, by the seconds in a file. libfaketime also shifts what sleeps by it.
SHIFT = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <time.h>
int clock_gettime(clockid_t id, struct timespec *t) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int done = real(id, t);
    long shift = 0;
    if (id == CLOCK_REALTIME) {
        FILE *f = fopen("shift", "r");
        if (f) { if (fscanf(f, "%ld", &shift) != 1) shift = 0; fclose(f); }
        t->tv_sec += shift;
    }
    return done;
}
"""


@pytest.mark.parametrize("shift", [3 * 3600, -3 * 3600])
def test_a_jump_of_the_wall_clock_moves_nothing(tmp_path: Path, shift: int) -> None:
    compiler = need_tool("cc")
    (tmp_path / "shift.c").write_text(SHIFT)
    build = [compiler, "-shared", "-fPIC", "-o", "shift.so", "shift.c", "-ldl"]
    subprocess.run(build, cwd=tmp_path, check=True)
    kind = Kind(SOURCE, (*GUNICORN.command, "--timeout", "0"))
    with serve(tmp_path, kind, workers=2, env={"LD_PRELOAD": str(tmp_path / "shift.so")}) as app:
        mine = pids(app)
        _, begun, ends = give(app)
        (tmp_path / "shift").write_text(str(shift))
        wait_for(lambda: orders.now() > ends + 1.2)
        found = written(app)
        walls = [float(at) for at in WALLS.findall(app.log)]
        assert max(walls) - min(walls) > 3 * 3600 - 60, "the clock of the workers has really jumped"
        for pid in mine:
            assert found[pid][0] - begun < 1.0
            assert abs(found[pid][-1] - ends) <= 1.0


def command(app: Served, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "farhand", "log-level", *words, "--run-dir", str(app.run)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        cwd=app.folder,
        timeout=30,
        check=False,
    )


def test_the_command_and_curl(tmp_path: Path) -> None:
    with serve(tmp_path, GUNICORN, workers=4) as app:
        done = command(app, "debug", "--for", "1m", "--json")
        told = json.loads(done.stdout)
        assert done.returncode == 0, done.stderr
        assert (told["reached"], told["expected"], told["level"]) == (4, 4, "DEBUG")
        assert told["emitted"] > 20
        assert {row["was"] for row in told["workers"]} == {"WARNING"}
        assert "4 of 4 processes" in command(app, "--status").stdout
        assert "taken back: all; 4 of 4" in command(app, "--back").stdout
        assert {app.get("/level").text for _ in range(12)} == {"30"}
        posted = app.ask("POST", "/admin/logging", b'{"level": "DEBUG", "seconds": 2, "logger": "site"}')
        assert (posted.status, posted.json["reached"], posted.json["logger"]) == (200, 4, "site")
        assert "--logger site" in posted.json["take_back"]
        assert app.ask("POST", "/loggers/ROOT", b'{"configuredLevel": "DEBUG"}').status == 204
        assert {app.get("/level").text for _ in range(12)} == {"10"}
        assert app.ask("POST", "/loggers/ROOT", b"{}").status == 204
        assert {app.get("/level").text for _ in range(12)} == {"30"}
        assert app.ask("GET", "/loggers/ROOT").json == {"configuredLevel": "WARN", "effectiveLevel": "WARN"}
        assert app.ask("POST", "/admin/logging", b'{"level": "OFF"}').status == 422


def test_a_worker_that_stands_still_is_named(tmp_path: Path) -> None:
    with serve(tmp_path, GUNICORN, workers=2) as app:
        still = min(pids(app))
        os.kill(still, signal.SIGSTOP)
        try:
            done = command(app, "DEBUG")
        finally:
            os.kill(still, signal.SIGCONT)
        assert done.returncode == 1
        assert "1 of 2 processes" in done.stdout
        assert re.search(rf"^  {still} .* NO ", done.stdout, re.M)


def test_flask_on_gunicorn(tmp_path: Path) -> None:
    with serve(tmp_path, KINDS["flask"], workers=4) as app:
        told, _, _ = give(app, seconds=1)
        assert (told["reached"], told["expected"]) == (4, 4)
        assert census.workers(app.run)
        wait_for(lambda: not any(w.says["levels"]["orders"] for w in app.workers()), app, 4)
        time.sleep(0)
