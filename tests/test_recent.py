"""What many ask for at once is looked up once; what is old, or was an error, is looked up again."""

from __future__ import annotations

import threading
import time

import pytest

from farhand.recent import recent


def test_many_that_ask_at_once_get_one_look() -> None:
    looks: list[int] = []

    @recent(5.0)
    def table(port: int) -> tuple[int, ...]:
        looks.append(port)
        time.sleep(0.02)
        return (port,)

    found: list[tuple[int, ...]] = []
    threads = [threading.Thread(target=lambda: found.append(table(80))) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [(80,)] * 50
    assert looks == [80]
    assert table(443) == (443,)
    assert looks == [80, 443]


def test_an_old_answer_is_looked_up_again() -> None:
    @recent(0.05)
    def now() -> float:
        return time.monotonic()

    first = now()
    assert now() == first
    time.sleep(0.06)
    assert now() > first


def test_an_error_is_not_kept() -> None:
    tries: list[int] = []

    @recent(5.0)
    def broken() -> int:
        tries.append(1)
        if len(tries) == 1:
            raise OSError("not now")
        return len(tries)

    with pytest.raises(OSError, match="not now"):
        broken()
    assert broken() == broken() == 2


def test_one_that_hangs_holds_up_nobody_for_long() -> None:
    free = threading.Event()

    @recent(5.0)
    def look(who: str) -> str:
        if who == "first":
            free.wait(10)
        return who

    hanging = threading.Thread(target=look, args=("first",))
    hanging.start()
    begun = time.monotonic()
    assert look("second") == "second"
    assert time.monotonic() - begun < 5
    free.set()
    hanging.join()
