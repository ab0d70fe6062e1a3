"""How far a long reading is, also where only a window of a log is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from farhand.faces.progress import Bar
from farhand.logs import places, slicing
from farhand.logs.clock import Clock
from farhand.logs.model import ERROR, Query
from farhand.logs.places import watched
from tests.logs.test_slice import START, python_log


@pytest.mark.parametrize(
    ("late", "query"),
    [(0, {}), (-1500, {}), (0, {"level": ERROR}), (-1500, {"patterns": [b"message"]})],
    ids=["in order, copied", "out of order, sorted", "of a level", "record by record"],
)
@pytest.mark.parametrize("count", [1, 2])
def test_the_size_of_a_window_is_known_before_it_is_read(
    tmp_path: Path, late: int, query: dict[str, Any], count: int
) -> None:
    bar = Bar(0, wanted=False)
    logs = []
    for number in range(count):
        path = tmp_path / f"{number}.log"
        path.write_bytes(python_log([(late if n % 9 == 4 else 300, n % 50 == 0) for n in range(60_000)]))
        logs.append(watched.watched(places.opened(str(path)), bar.read, bar.expects))
    window = Query(START.timestamp() + 600, START.timestamp() + 9000, **query)
    shares = [bar.share for _ in slicing.texts(logs, window, lambda _: Clock(), slicing.Left())]
    assert shares[0] is not None
    assert shares[0] < 0.9
    assert bar.share == pytest.approx(1, abs=0.1)
