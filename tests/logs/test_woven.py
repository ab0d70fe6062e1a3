"""Logs of several containers in one, their lines woven into each other: each record has its own lines."""

from __future__ import annotations

import gzip
import random
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand.logs import engines, places, slicing
from farhand.logs.clock import Clock
from farhand.logs.engines import Settings, Watch, work
from farhand.logs.mining.saved import to_bytes
from farhand.logs.model import ERROR, Query
from farhand.logs.slicing.woven import HELD, LINE
from tests.logs import reference
from tests.logs.test_slice import START, sliced

TRACE = [
    "Traceback (most recent call last):",
    '  File "/app/a.py", line 3, in go',
    "    raise ValueError(3)",
    "ValueError: 3",
]
PREFIXES = {
    "compose": "{name:<6} | ",
    "compose in colours": "\x1b[36m{name:<6} | \x1b[0m",
    "compose 1 in colours": "\x1b[36m{name:<6} |\x1b[0m ",
    "kubectl": "[pod/{name}/app] ",
    "stern": "{name}-5d4f7c8b9-abcde app ",
}
NAMES = ("web-1", "db-1", "job-12")


def woven(prefix: str, chance: random.Random, count: int) -> tuple[bytes, list[reference.Entry]]:
    """A log, and its records in the order in which they begin; tracebacks lie between lines of others."""
    waiting: dict[str, list[str]] = {name: [] for name in NAMES}
    last: dict[str, reference.Entry] = {}
    at, lines, found = START, [], []
    for number in range(count):
        name = chance.choice(NAMES)
        head = prefix.format(name=name)
        if waiting[name]:
            line = f"{head}{waiting[name].pop(0)}\n".encode()
            last[name].lines.append(line)
        else:
            at += timedelta(milliseconds=chance.randrange(400))
            failed = chance.random() < 0.3
            level = "ERROR" if failed else "INFO"
            stamp = at.strftime("%Y-%m-%d %H:%M:%S,%f")[:-3]
            line = f"{head}{stamp} {level} app: message {number}\n".encode()
            last[name] = reference.Entry(_time(at), [line], 40 if failed else 20)
            found.append(last[name])
            waiting[name] = list(TRACE) if failed else []
        lines.append(line)
    return b"".join(lines), found


def _time(at: object) -> float:
    return int(at.timestamp() * 1000 + 1e-6) / 1000  # type: ignore[attr-defined]


def cut(path: Path, query: Query) -> list[bytes]:
    found = slicing.cut([places.opened(str(path))], query, lambda _: Clock(), slicing.Left())
    return [record.text for _, record in found]


@pytest.mark.parametrize("prefix", PREFIXES.values(), ids=PREFIXES)
@settings(max_examples=12)
@given(seed=st.integers(0, 1 << 30), count=st.integers(30, 300), since=st.integers(0, 9))
def test_windows_levels_and_ends(
    tmp_path_factory: pytest.TempPathFactory, prefix: str, seed: int, count: int, since: int
) -> None:
    data, entries = woven(prefix, random.Random(seed), count)
    folder = tmp_path_factory.mktemp("log")
    (folder / "a.log").write_bytes(data)
    (folder / "a.log.gz").write_bytes(gzip.compress(data))
    begin = START.timestamp() + since
    for path in folder.iterdir():
        for end in (None, begin + 7):
            wanted = [one.text for one in reference.window(entries, begin, end)]
            bad = [one.text for one in reference.window(entries, begin, end, ERROR)]
            assert cut(path, Query(begin, end)) == wanted
            assert cut(path, Query(begin, end, exhaustive=True)) == wanted
            assert cut(path, Query(begin, end, level=ERROR)) == bad
            assert cut(path, Query(begin, end, level=ERROR, tail=2)) == bad[-2:]
            assert cut(path, Query(begin, end, level=ERROR, head=2)) == bad[:2]
            assert cut(path, Query(begin, end, words=[b"ValueError: 3"])) == [
                one for one in bad if b"ValueError: 3" in one
            ]


def test_a_large_one_by_texts_and_from_its_end(tmp_path: Path) -> None:
    """Longer than what is read around a place."""
    data, entries = woven(PREFIXES["compose"], random.Random(7), 40_000)
    path = tmp_path / "a.log"
    path.write_bytes(data)
    some = [one for one in entries if one.level == ERROR]
    assert len(data) > 5 * (HELD + LINE)
    assert cut(path, Query(level=ERROR, tail=40)) == [one.text for one in some[-40:]]
    one = some[len(some) // 2]
    name = one.text.split(b"app: ")[1].split(b"\n")[0]
    found = cut(path, Query(patterns=[name + rb"\n"], words=[name]))
    assert found == [one.text]
    assert found[0].count(b"\n") == 5
    assert cut(path, Query(level=ERROR)) == [one.text for one in some]


def test_triage_counts_each_exception_whole_however_the_log_is_cut(tmp_path: Path) -> None:
    data, entries = woven(PREFIXES["compose"], random.Random(5), 9_000)
    path = tmp_path / "a.log"
    path.write_bytes(data)
    for only in (False, True):
        settings_of = Settings(errors=only)
        told = [
            engines.summary_of(work.pieces([str(path)], settings_of, size), settings_of, "local", Watch())
            for size in (0, 30_000)
        ]
        whole = told[0].summary
        bad = [one for one in entries if one.level == ERROR]
        assert whole.records == (len(bad) if only else len(entries))
        assert to_bytes(whole) == to_bytes(told[1].summary)
        counted = {key: one.count for key, one in whole.faults.entries.items()}
        whole_ones = sum(one.text.endswith(b"ValueError: 3\n") for one in bad)
        assert counted[("ValueError", "/app/a.py:3 in go")] == whole_ones


def test_lines_of_a_container_that_writes_no_times(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_text(
        "web-1  | 2026-11-20 14:00:01,000 INFO app: begun\n"
        "old-1  | started\n"
        "old-1  | Traceback (most recent call last):\n"
        "web-1  | 2026-11-20 14:00:02,000 ERROR app: no\n"
        "old-1  |   File \"a.py\", line 3\n"
        "web-1  | Traceback (most recent call last):\n"
        "old-1  | KeyError: 'x'\n"
        "web-1  | ValueError: 3\n"
        "web-1 exited with code 1\n"
    )  # fmt: skip
    found = cut(path, Query(words=[b"Error:"]))
    assert [one.count(b"\n") for one in found] == [4, 3]
    assert found[0].startswith(b"old-1  | started\n")
    assert b"old" not in found[1]
    assert sliced(str(path), "--since", "2026-11-20T14:00:02").endswith(b"web-1 exited with code 1\n")
