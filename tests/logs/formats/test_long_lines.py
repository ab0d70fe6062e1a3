"""Lines of many kilobytes, their times at the end: longer than what is looked at first."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from farhand.logs.model import Query
from tests.logs import reference
from tests.logs.formats import test_properties as small
from tests.logs.formats import wrapped
from tests.logs.formats.writers import TRACE, Entry, Writer, rest


def _filler(e: Entry) -> str:
    return "x" * (10, 9000, 40_000, 150_000)[e.number * 7 % 4]


def json_time_last(e: Entry) -> str:
    stamp = e.stamp("%Y-%m-%d %H:%M:%S", 3, ",")
    return json.dumps({"message": e.text + _filler(e), "level": e.word, "asctime": stamp}) + "\n"


def docker(e: Entry) -> str:
    head = f"{e.stamp('%Y-%m-%d %H:%M:%S', 3, ',')} {e.word} app: {e.text} "
    return wrapped.docker_of(e, head + _filler(e) + "\n" + rest(e, TRACE))


def cri(e: Entry) -> str:
    head = f"{e.stamp('%Y-%m-%d %H:%M:%S', 3, ',')} {e.word} app: {e.text} "
    return wrapped.cri_of(e, head + _filler(e) + "\n" + rest(e, TRACE))


@pytest.mark.parametrize(
    "writer", [Writer("json", json_time_last, 3), Writer("docker", docker, 6), Writer("cri", cri, 6)]
)
def test_long_lines(tmp_path: Path, writer: Writer) -> None:
    rng = random.Random(writer.name)
    steps = [
        (
            rng.randint(0, 1200),
            rng.randint(0, 900),
            rng.choices([20, 30, 40], (90, 8, 2))[0],
            rng.random() < 0.1,
        )
        for _ in range(300)
    ]
    entries = small.written(writer, steps)
    path, since = small.saved(tmp_path, "app.log", entries), small.START.timestamp() + 40
    window = [one.text for one in reference.window(entries, since, since + 60)]
    errors = [one.text for one in reference.window(entries, None, None, 40)]
    assert small.cut([path], Query(since, since + 60)) == window
    assert small.cut([path], Query(level=40)) == errors
    assert small.cut([path], Query(level=40, tail=3)) == errors[-3:]
