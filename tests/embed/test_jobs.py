"""Runs of batch jobs are kept beyond the process, also of one that was killed; no error is swallowed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from farhand.control import folder
from farhand.embed import jobs
from farhand.embed.jobs import job, judged, known, stamp
from farhand.embed.parts import jobs as part
from farhand.embed.process import Process
from tests.conftest import need
from tests.embed.conftest import Make

ROOT = Path(__file__).parents[2]
NOW = 1_800_000_000.0


@pytest.fixture
def installed(make: Make) -> Process:
    return make()


def row_of(installed: Process, name: str) -> dict[str, object]:
    jobs.flush(installed)
    return next(row for row in judged.rows(installed, time.time()) if row["name"] == name)


def test_a_good_run_and_its_rows(installed: Process) -> None:
    with job("nightly", max_age="26h") as run:
        run.rows = 1200
    row = row_of(installed, "nightly")
    assert row["outcome"] == "pass"
    assert row["runs"][-1]["rows"] == 1200  # type: ignore[index]
    assert row["max_age_s"] == 26 * 3600


def test_an_error_goes_on_and_is_kept_masked(installed: Process) -> None:
    @job("export")
    def export() -> None:
        raise ValueError("cannot reach postgres://app:planted-secret@db.example/app")

    for _ in range(7):
        with pytest.raises(ValueError, match="cannot reach"):
            export()
    row = row_of(installed, "export")
    assert row["outcome"] == "warn"
    assert "ValueError: cannot reach" in str(row["says"])
    assert len(row["runs"]) == jobs.KEPT  # type: ignore[arg-type]
    assert "planted" not in json.dumps(row)
    assert export.__name__ == "export"


def test_sys_exit_0_is_a_good_end(installed: Process) -> None:
    with pytest.raises(SystemExit), job("cron"):
        sys.exit(0)
    assert row_of(installed, "cron")["outcome"] == "pass"


def test_what_nobody_can_write_down_does_not_harm_the_job(installed: Process) -> None:
    installed.folder = Path("/proc/nowhere")
    with job("a") as run:
        run.rows = 1
    assert any("jobs cannot be kept" in says for says in installed.problems)


def test_a_job_whose_process_was_killed(tmp_path: Path) -> None:
    (tmp_path / "farhand.toml").write_text('[app]\nname = "batch"\n')
    code = "import farhand.embed.jobs as j, time\nwith j.job('import'):\n print(1, flush=True); time.sleep(9)"
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "FARHAND_RUN": str(tmp_path / "runs")}
    (tmp_path / "runs").mkdir(mode=0o700)
    done = subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, env=env, stdout=subprocess.PIPE)
    assert done.stdout
    assert done.stdout.readline() == b"1\n"
    place = tmp_path / "runs/batch"
    document = known(place)[0]
    assert judged.runs(document)
    done.send_signal(signal.SIGKILL)
    done.wait()
    assert not judged.runs(document)
    outcome, says = judged.judge(document, time.time(), False)
    assert outcome == "warn"
    assert "ended without a word; it has never succeeded" in says


@pytest.mark.parametrize(
    ("document", "runs", "outcome", "says"),
    [
        ({}, False, "unknown", "x: it has never succeeded"),
        ({"last_success": {"ended": stamp(NOW - 7200)}}, False, "pass", "x: it succeeded 2 h ago"),
        (
            {"last_success": {"ended": stamp(NOW - 200_000)}, "max_age_s": 93_600},
            False,
            "warn",
            "x: it succeeded 2 d ago, which may be 26 h at most",
        ),
        (
            {"running": {"since": stamp(NOW - 30)}, "last_success": {"ended": stamp(NOW - 300)}},
            True,
            "pass",
            "x runs since 30 s; it succeeded 5 min ago",
        ),
    ],
)
def test_what_a_file_means(document: dict[str, object], runs: bool, outcome: str, says: str) -> None:
    assert judged.judge({"name": "x", **document}, NOW, runs) == (outcome, says)


def test_celery_tasks_are_heard_of(installed: Process) -> None:
    import celery

    app = celery.Celery("billing", broker="memory://")
    app.conf.task_always_eager = True

    @app.task(name="billing.send")
    def send(fail: bool) -> None:
        if fail:
            raise KeyError("planted-token=AKIAIOSFODNN7EXAMPLE")

    part.tick(installed)
    part.tick(installed)  # listening twice hears once
    send.delay(False)
    send.delay(True)
    row = row_of(installed, "billing.send")
    assert [r["exit"] for r in row["runs"]] == ["done", "failed"]  # type: ignore[attr-defined]
    assert row["source"] == "celery"
    assert "AKIAIOSFODNN7EXAMPLE" not in json.dumps(row)


def test_two_processes_do_not_forget_each_others_runs(installed: Process) -> None:
    assert installed.folder
    other = {"ended": stamp(NOW), "exit": "done"}
    with job("shared"):
        pass
    path = installed.folder / "job-shared.json"
    folder.write(path, {**(folder.read(path) or {}), "runs": [other], "last_success": other})
    with job("shared"):
        pass
    jobs.flush(installed)
    assert other in (folder.read(path) or {})["runs"]


def test_jobs_of_apscheduler_are_heard_of(installed: Process) -> None:
    from importlib.util import find_spec

    need(find_spec("apscheduler"), "APScheduler is not installed")
    from apscheduler.schedulers.background import BackgroundScheduler

    scheduler = BackgroundScheduler()
    scheduler.start()
    part.tick(installed)
    part.tick(installed)
    scheduler.add_job(lambda: None, id="good")
    scheduler.add_job(lambda: 1 / 0, id="bad")
    end = time.monotonic() + 10
    while len(known(installed.folder)) < 2 and time.monotonic() < end:
        time.sleep(0.05)
    scheduler.shutdown()
    assert (row_of(installed, "good")["outcome"], row_of(installed, "good")["running"]) == ("pass", None)
    assert "ZeroDivisionError" in str(row_of(installed, "bad")["says"])
