"""What is printed for a log file is run by real shells and awks, and compared with the truth."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import re
import subprocess
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand.errors import Mistake
from farhand.logs import asking
from farhand.logs.asking import Asked, times
from farhand.when import Window, zone
from tests.conftest import need_tool
from tests.logs.asking import written
from tests.logs.asking.written import FORMS, NO_LEVEL, START

AWKS = ("gawk", "mawk", "busybox")
STEPS = st.lists(
    st.tuples(st.integers(-900, 20_000), st.integers(0, 4), st.integers(0, 3)), min_size=1, max_size=40
)


@pytest.mark.parametrize("awk", AWKS)
@pytest.mark.parametrize("form", sorted(FORMS))
@settings(max_examples=8, deadline=None)
@given(
    STEPS, st.integers(-5, 200), st.integers(1, 300), st.sampled_from(["", "warning", "error"]), st.booleans()
)
def test_the_window_level_and_text_of_a_file(
    tmp_path_factory: pytest.TempPathFactory, awk: str, form: str, steps: list[tuple[int, int, int]],
    after: int, wide: int, level: str, text: bool,
) -> None:  # fmt: skip
    place = tmp_path_factory.mktemp("log")
    records = written.log(form, steps)
    (place / "app.log").write_bytes(written.of(records))
    level = "" if form in NO_LEVEL else level
    looked_for = "message 1" if text and form not in NO_LEVEL else ""
    since, until = START + timedelta(seconds=after), START + timedelta(seconds=after + wide)
    asked = Asked(
        str(place / "app.log"), window=written.window(since, until), level=level,
        texts=(looked_for,) if looked_for else (), farhand=asking.NO,
        sample=tuple(records[0].text.splitlines()),
    )  # fmt: skip
    # A shape that tells seconds only cannot tell more of them.
    known = [written.Record(r.at.replace(microsecond=0), r.level, r.text) for r in records]
    wanted = written.of(written.wanted(known, since, until, level, looked_for))
    count, take = written.command(asked)
    path = written.path_with(awk, place)
    assert written.run(take, path) == wanted
    assert int(written.run(count, path)) == len(wanted)


@pytest.mark.parametrize("shell", written.shells(), ids=lambda words: "-".join(words))
def test_every_shell_gives_the_same(tmp_path: Path, shell: tuple[str, ...]) -> None:
    records = written.log("python", [(1000, n % 5, n % 4) for n in range(60)])
    (tmp_path / "app.log").write_bytes(written.of(records))
    since, until = START + timedelta(seconds=10), START + timedelta(seconds=40)
    asked = Asked("app.log", window=written.window(since, until), level="error", farhand=asking.NO,
                  sample=(records[0].text,))  # fmt: skip
    found = written.run(written.command(asked)[1], shell=shell, cwd=tmp_path)
    assert found == written.of(written.wanted(records, since, until, "error"))


def test_a_local_time_is_of_the_zone_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "app.log").write_text(
        "2026-11-20 14:59:59,000 INFO before\n2026-11-20 15:00:00,000 INFO first\n"
        "2026-11-20 15:04:59,000 INFO last\n2026-11-20 15:05:00,000 INFO after\n"
    )
    asked = Asked(
        str(tmp_path / "app.log"), window=Window(since="2026-11-20T14:00:00Z", until="2026-11-20T14:05:00Z"),
        zone=zone("Europe/Berlin"), farhand=asking.NO, sample=("2026-11-20 15:00:00,000 INFO x",),
    )  # fmt: skip
    assert re.findall(rb"INFO (\w+)", written.run(written.command(asked)[1])) == [b"first", b"last"]


def test_a_window_over_new_year_in_a_log_without_years(tmp_path: Path) -> None:
    lines = [
        f"{day} h shop[1]: {n}\n"
        for n, day in enumerate(("Dec 30 12:00:00", "Dec 31 23:59:59", "Jan  1 00:00:01", "Jan  2 09:00:00"))
    ]
    (tmp_path / "syslog").write_text("".join(lines))
    asked = Asked(
        str(tmp_path / "syslog"), window=Window(since="2025-12-31T23:00:00Z", until="2026-01-01T01:00:00Z"),
        farhand=asking.NO, sample=(lines[0],),
    )  # fmt: skip
    assert written.run(written.command(asked)[1]) == (lines[1] + lines[2]).encode()


def test_an_hour_of_one_digit(tmp_path: Path) -> None:
    lines = [
        "2026-11-20  9:59:59 0 [Note] a\n",
        "2026-11-20 10:00:00 0 [Note] b\n",
        "2026-11-20 23:00:00 0 [Note] c\n",
    ]
    (tmp_path / "app.log").write_text("".join(lines))
    for since, until, wanted in (
        ("09:00", "10:00", lines[:1]),
        ("09:59", "10:01", lines[:2]),
        ("10:00", "11:00", lines[1:2]),
    ):
        window = Window(since=f"2026-11-20T{since}:00Z", until=f"2026-11-20T{until}:00Z")
        asked = Asked(str(tmp_path / "app.log"), window=window, farhand=asking.NO, sample=tuple(lines))
        assert written.run(written.command(asked)[1]) == "".join(wanted).encode()


def test_rotated_files_are_read_oldest_first_and_those_of_before_are_not(tmp_path: Path) -> None:
    records = written.log("python", [(1000, 1, n % 2) for n in range(70)])
    parts = [written.of(records[n : n + 10]) for n in range(0, 70, 10)]
    names = [
        "app.log.10.gz",
        "app.log.5.xz",
        "app.log-20261120.bz2",
        "app-2026.log",
        "app.log.2.zst",
        "app.log.1",
        "app.log",
    ]
    packed = {"gz": gzip.compress, "xz": lzma.compress, "bz2": bz2.compress, "zst": _zstd}
    for number, (name, part) in enumerate(zip(names, parts, strict=True)):
        (tmp_path / name).write_bytes(packed.get(name.rpartition(".")[2], bytes)(part))
        at = records[number * 10 + 9].at.timestamp() + 1
        os.utime(tmp_path / name, (at, at))
    since, until = START + timedelta(seconds=15), START + timedelta(seconds=65)
    asked = Asked(str(tmp_path / "app.log"), window=written.window(since, until), farhand=asking.NO,
                  sample=(records[0].text,))  # fmt: skip
    wanted = written.of(written.wanted(records, since, until))
    assert written.run(written.command(asked)[1]) == wanted
    (tmp_path / "app.log.10.gz").write_bytes(b"not read, since it ends before the window begins, by an hour")
    os.utime(tmp_path / "app.log.10.gz", (START.timestamp() - 3600,) * 2)
    assert written.run(written.command(asked)[1]) == wanted.replace(
        written.of(written.wanted(records[:10], since, until)), b""
    )


def _zstd(data: bytes) -> bytes:
    return subprocess.run([need_tool("zstd"), "-q", "-c"], input=data, capture_output=True, check=True).stdout


def test_a_sibling_that_leads_elsewhere_is_not_read(tmp_path: Path) -> None:
    """Whoever may write into the folder of the log must not choose what root reads."""
    (tmp_path / "logs").mkdir()
    (tmp_path / "secret").write_text("2026-11-20 14:00:00 INFO not yours\n")
    (tmp_path / "logs" / "app.log").write_text("2026-11-20 14:00:00 INFO mine\n")
    (tmp_path / "logs" / "app.log.1").symlink_to(tmp_path / "secret")
    (tmp_path / "logs" / f"app.log.2\n{tmp_path}".replace("/", "\u2215")).write_text("x")
    asked = Asked(str(tmp_path / "logs" / "app.log"), window=Window(since="2026-11-20T13:00:00Z"),
                  farhand=asking.NO, sample=("2026-11-20 14:00:00 INFO mine",))  # fmt: skip
    assert written.run(written.command(asked)[1]) == b"2026-11-20 14:00:00 INFO mine\n"


def test_without_a_sample_the_end_comes_and_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "app.log").write_bytes(b"".join(b"line %d\n" % n for n in range(1000)))
    asked = Asked(
        str(tmp_path / "app.log"), window=Window(since="2026-11-20T13:00:00Z"), limit=100, farhand=asking.NO
    )
    found = written.run(written.command(asked)[1])
    assert found.endswith(b"line 999\n")
    assert len(found) == 100
    assert "--sample" in " ".join(asking.answer(asked).loses)


def test_without_a_beginning_the_last_bytes_come(tmp_path: Path) -> None:
    records = written.log("python", [(10, 3, 0)] * 1000)
    (tmp_path / "app.log").write_bytes(written.of(records))
    asked = Asked(str(tmp_path / "app.log"), level="error", limit=1000, farhand=asking.NO)
    assert written.run(written.command(asked)[1]) == written.of(records)[-1000:]
    assert "(the last ones)" in asking.answer(asked).prints[0]


@given(st.lists(st.text(max_size=200), max_size=5))
def test_any_sample_is_read_or_not_but_never_fails(lines: list[str]) -> None:
    found = times.of_sample(lines, timezone.utc)
    if found:
        assert found.find()
        assert found.within(Window(since="2026-11-20T13:00:00Z"))


def test_no_more_bytes_come_than_are_asked_for(tmp_path: Path) -> None:
    records = written.log("python", [(10, 1, 0)] * 1000)
    (tmp_path / "app.log").write_bytes(written.of(records))
    asked = Asked(str(tmp_path / "app.log"), window=Window(since="2026-11-20T13:00:00Z"), limit=1000,
                  farhand=asking.NO, sample=(records[0].text,))  # fmt: skip
    count, take = written.command(asked)
    assert written.run(take) == written.of(records)[:1000]
    assert int(written.run(count)) == len(written.of(records))


HOSTILE = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("'\"\\$`\n ;&|<>*?[]{}()!#~-"),
    min_size=1,
    max_size=40,
)


@settings(max_examples=40, deadline=None)
@given(HOSTILE, HOSTILE)
def test_no_name_and_no_text_is_taken_for_something_else(
    tmp_path_factory: pytest.TempPathFactory, name: str, text: str
) -> None:
    place = tmp_path_factory.mktemp("log")
    name = name.replace("/", "_")
    path = place / (name if name not in (".", "..") else "dots")
    if len(os.fsencode(path.name)) > 200:
        return
    lines = f"2026-11-20 14:00:00 INFO with {text} in it\n2026-11-20 14:00:01 INFO without\n"
    path.write_text(lines, newline="")
    before = sorted(os.listdir(place))
    asked = Asked(path.name, window=Window(since="2026-11-20T13:00:00Z"), texts=(f"with {text} in",),
                  farhand=asking.NO, sample=("2026-11-20 14:00:00 INFO",))  # fmt: skip
    found = written.run(written.command(asked)[1], cwd=place)
    if "\n" in path.name:
        assert found == b""  # it is left out, and none of its parts is taken for a name
    else:
        assert found.decode() == lines[: lines.index("2026-11-20 14:00:01")]
    assert sorted(os.listdir(place)) == before


@pytest.mark.parametrize(
    "name", ["$(touch pwned).log", "-rf", "a b'.log", '`id`".log', "*", "app log;touch pwned"]
)
def test_hostile_names_one_by_one(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("2026-11-20 14:00:00 INFO x\n")
    asked = Asked(
        name,
        window=Window(since="2026-11-20T13:00:00Z"),
        farhand=asking.NO,
        sample=("2026-11-20 14:00:00 INFO",),
    )
    assert written.run(written.command(asked)[1], cwd=tmp_path) == b"2026-11-20 14:00:00 INFO x\n"
    assert os.listdir(tmp_path) == [name]


@pytest.mark.parametrize("text", ["a\0b", "\x1b[2J", "x\x03", "a\tb"])
@pytest.mark.parametrize("known", [asking.MAYBE, asking.YES, asking.NO])
def test_what_no_terminal_takes_is_refused(text: str, known: str) -> None:
    with pytest.raises(Mistake, match="no terminal"):
        asking.answer(Asked("/var/log/app.log", texts=(text,), farhand=known))


def test_secrets_in_well_known_forms_do_not_leave(tmp_path: Path) -> None:
    (tmp_path / "app.log").write_text(
        "2026-11-20 14:00:00 INFO postgres://app:S3cr3tOne@db/x password=S3cr3tTwo\n"
    )
    asked = Asked(
        str(tmp_path / "app.log"),
        window=Window(since="2026-11-20T13:00:00Z"),
        sample=("2026-11-20 14:00:00 INFO",),
    )
    found = written.run(written.command(asked)[1])
    assert b"S3cr3t" not in found
    assert b"postgres://app:" in found


def test_where_farhand_is_it_cuts_and_redacts(tmp_path: Path) -> None:
    """The same command with `farhand` on the PATH: one that is the source tree's."""
    import sys

    records = written.log("python", [(1000, n % 5, n % 4) for n in range(60)])
    text = written.of(records).replace(b"message 14 ", b"password=S3cr3tTwo14 ")
    (tmp_path / "app.log").write_bytes(text)
    (tmp_path / "farhand").write_text(f'#!/bin/sh\nexec {sys.executable} -m farhand "$@"\n')
    (tmp_path / "farhand").chmod(0o755)
    since, until = START + timedelta(seconds=10), START + timedelta(seconds=40)
    path = f"{tmp_path}:/usr/bin:/bin"
    lines = ("message 19 of it\nTraceback",)
    for known, texts in ((asking.MAYBE, ()), (asking.YES, ()), (asking.MAYBE, lines)):
        asked = Asked(
            str(tmp_path / "app.log"), window=written.window(since, until), level="error", farhand=known,
            texts=texts,
        )  # fmt: skip
        done = subprocess.run(["sh", "-c", written.command(asked)[1]], capture_output=True, check=True,
                              env={**os.environ, "PATH": path}, timeout=120)  # fmt: skip
        wanted = written.of(written.wanted(records, since, until, "error", *texts))
        assert re.sub(rb"password=<password:[0-9a-f]{12}>", b"message 14", done.stdout) == wanted
        assert b"redacted by Farhand" in done.stderr
