"""What all tests share: a test that cannot run here is skipped with one line, or fails where none may be."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

#: Made-up examples are never timed: the machine of a test run has other work beside them. They are the same
#: in every ordinary run, so that a change is judged by what it changes; a whole run makes new ones each time.
settings.register_profile(
    "untimed",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=os.environ.get("FARHAND_ALL") != "1",
)
settings.load_profile("untimed")
#: What a shell starts in the background ignores Ctrl-C, and so would all that the tests start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)


def need(condition: object, reason: str) -> None:
    """Go on only where `condition` holds; with FARHAND_NO_SKIP=1 its absence is a failure."""
    if condition:
        return
    if os.environ.get("FARHAND_NO_SKIP") == "1":
        pytest.fail(f"cannot run here, and no test may be skipped: {reason}")
    pytest.skip(reason)


def need_tool(name: str) -> str:
    """The path of a program, or a skip that names it."""
    path = shutil.which(name)
    need(path, f"{name} is not installed")
    assert path
    return path


#: Folders of tests with servers, shells or mails by the hundred.
LONG = {
    "hostile",
    "lab",
    "apps",
    "kit",
    "request",
    "isolate",
    "answer",
    "platforms",
    "contract",
    "rounds",
    "bundle",
    "story",
    "hub",
    "mirror",
    "asking",
}
#: Files whose tests take long by their nature: streams, whole demos, databases, thousands of made-up records.
SLOW = (
    "test_stream.py", "test_demo.py", "test_failures.py", "test_pools.py", "test_last_state.py",
    "test_archives.py", "test_docs.py", "test_parallel.py",
    "test_leaks.py", "test_migrations.py", "test_metrics.py", "test_push.py", "test_health.py",
    # Each of their tests starts a program, or several.
    "test_diagnose.py", "test_explain.py", "test_next.py", "test_self_test.py", "test_answer.py",
    "test_redact.py", "test_core39.py", "test_framing.py", "test_learning.py", "test_drop_in.py",
    "test_corpus.py", "test_shell.py", "test_triage.py", "test_pieces.py", "test_dask.py",
    "test_german.py", "test_catalogues.py", "test_plain.py",
    "test_object_store.py", "test_case.py", "test_store.py", "test_merging.py", "test_kill.py",
    "test_send.py", "test_map.py", "test_bank.py", "test_sources.py", "test_outputs.py",
    # Logs that are made up by the hundred, and read in every way.
    "test_woven.py", "test_around.py", "test_copied.py", "test_progress.py", "test_quick.py",
    # Checks against servers that are started for each of their tests, and their commands in real shells.
    "test_mongodb.py", "test_mysql.py", "test_tls.py", "test_nats.py", "test_ldap.py", "test_http.py",
    "test_grpc.py", "test_memcached.py", "test_etcd.py", "test_mqtt.py", "test_smtp.py", "test_kafka.py",
    "test_amqp.py", "test_nfs.py", "test_compressed.py", "test_hostile.py", "test_env_files.py",
    # Real servers of several versions, and thousands of statements.
    "test_sql_verdicts.py", "test_sql_hostile.py",
)  # fmt: skip


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The inner loop does not even read them: that takes longer than many of its tests."""
    return True if "not slow" in config.option.markexpr and _long(collection_path) else None


def _long(path: Path) -> bool:
    return bool(LONG & set(path.parts)) or path.name in SLOW


def _sampled(items: list[pytest.Item]) -> list[pytest.Item]:
    """What an ordinary run leaves out of the functions with `@pytest.mark.matrix(N)`: it runs about one of N.

    Which ones depends on their names only, and the first of a function is always among them.
    """
    left, begun = [], set()
    for item in items:
        marker = item.get_closest_marker("matrix")
        function = item.nodeid.partition("[")[0]
        if marker and function in begun and zlib.crc32(item.nodeid.encode()) % marker.args[0]:
            left.append(item)
        begun.add(function)
    return left


def pytest_collection_finish() -> None:
    """What was collected stays to the end: a test that collects garbage need not walk through all of it."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes minutes by its nature is left out of the inner loop; what measures time may be run again."""
    if os.environ.get("FARHAND_ALL") != "1" and (left := _sampled(items)):
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in set(left)]
    for item in items:
        if {"hostile", "lab"} & set(item.path.parts) and not item.get_closest_marker("flaky"):
            item.add_marker(pytest.mark.flaky(reruns=2, reruns_delay=1))
        served = hasattr(getattr(item, "module", None), "serve")  # a real app on its real server
        if served or _long(item.path):
            item.add_marker(pytest.mark.slow)
