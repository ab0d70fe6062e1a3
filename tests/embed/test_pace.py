"""How often is probed, how much is kept, and that the app's thread only counts."""

from __future__ import annotations

import asyncio
import gc
import weakref
from pathlib import Path
from typing import Any

import pytest

import farhand
from farhand.control import captures
from farhand.embed import failures as noting
from farhand.embed.failures import pace
from farhand.embed.failures.inbox import BURST, MOST, Inbox
from farhand.embed.process import Process


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_at_once_then_once_a_minute() -> None:
    clock = Clock()
    held = pace.Pace(clock)
    assert held.begin("db")
    assert not held.begin("db"), "one at a time"
    held.end("db")
    assert not held.begin("db")
    clock.now += pace.EVERY
    assert held.begin("db")


def test_ten_minutes_of_silence_after_a_refused_login() -> None:
    clock = Clock()
    held = pace.Pace(clock)
    held.begin("db")
    held.end("db", refused=True)
    clock.now += pace.SILENCE - 1
    assert not held.begin("db")
    clock.now += 1
    assert held.begin("db")


def test_so_many_in_all() -> None:
    clock = Clock()
    held = pace.Pace(clock)
    assert sum(held.begin(f"n{i}") for i in range(50)) == pace.MOST
    clock.now += pace.EVERY
    assert held.begin("n49")


def test_all_workers_of_a_host_together(tmp_path: Path) -> None:
    now = 1000.0  # since boot: also on a machine that has just started
    with pace.turn(tmp_path, "db", now) as mine:
        assert mine == {}
        with pace.turn(tmp_path, "db", now, patience=0.1) as other:
            assert other is None, "another worker is at it"
        mine.update(refused=True, number=7)
    with pace.turn(tmp_path, "db", now + pace.EVERY) as other:
        assert other is None
    assert pace.last(tmp_path, "db")["number"] == 7
    assert pace.silence(tmp_path, "db", now + 100) == pytest.approx(pace.SILENCE - 100)
    assert pace.silence(tmp_path, "other", now) == 0
    with pace.turn(tmp_path, "db", now + pace.SILENCE) as mine:
        assert mine == {}
    assert pace.last(tmp_path, "db")["number"] == 7, "a turn that was not used is not written down"


def test_the_ring_is_bounded(tmp_path: Path) -> None:
    big = {"schema": captures.SCHEMA, "rows": [{"facts": {"x": "y" * 1000}}] * 500}
    numbers = [captures.keep(tmp_path, big) for _ in range(captures.MOST + 5)]
    assert numbers == list(range(1, captures.MOST + 6))
    assert captures.numbers(tmp_path) == numbers[5:]
    sizes = [p.stat().st_size for p in tmp_path.glob("failure-*.json")]
    assert max(sizes) <= 2 * captures.MOST_BYTES


def test_another_workers_probe_is_taken_over(tmp_path: Path) -> None:
    theirs = {
        "schema": captures.SCHEMA,
        "dependency": "db",
        "worker": 7,
        "cause": "tcp.refused",
        "by": "probe",
    }
    number = captures.keep(tmp_path, {**theirs, "rows": [{"stage": "tcp"}]})
    mine = {"schema": captures.SCHEMA, "dependency": "db", "worker": 8, "cause": "", "rows": []}
    made = captures.with_probe(mine, {"number": number}, tmp_path)
    assert (made["worker"], made["probed_by"], made["cause"]) == (8, 7, "tcp.refused")
    assert made["rows"] == [{"stage": "tcp"}]
    assert captures.with_probe({**mine, "dependency": "x"}, {"number": number}, tmp_path)["cause"] == ""
    assert captures.with_probe(mine, {"number": "odd"}, tmp_path) == mine


def test_a_storm_is_only_counted(make: Any) -> None:
    process: Process = make()
    inbox = process.of(Inbox)
    for _ in range(1000):
        noting.note(ConnectionRefusedError(111, "refused"), "db")
    assert BURST <= len(inbox.queue) <= 3 * BURST
    assert [t.count for t in inbox.tallies.values()] == [1000]
    for n in range(1000):
        noting.note(ConnectionRefusedError(111, "refused"), f"db{n}")
    assert len(inbox.queue) <= 3 * MOST
    noting.note(KeyboardInterrupt())
    noting.note(TypeError("x"), "db")
    assert not any("TypeError" in link.type for s in inbox.queue for link in s.links)


def test_no_exception_is_kept_alive(make: Any) -> None:
    make()

    class Held(ConnectionError):
        pass

    def fails() -> weakref.ref[Held]:
        error = Held("x")
        try:
            with farhand.watch("db"):
                raise error
        except Held:
            return weakref.ref(error)

    gone = fails()
    gc.collect()
    assert gone() is None


def test_watch_lets_everything_through(make: Any) -> None:
    process: Process = make()
    watch = farhand.watch("db")

    @watch
    def plain(a: int, *, b: int = 1) -> int:
        """Its docstring."""
        return a // b

    @farhand.watch("db")
    async def later(a: int) -> int:
        async with watch:
            return 1 // a

    assert plain(4, b=2) == 2
    assert plain.__doc__ == "Its docstring."
    assert asyncio.run(later(1)) == 1
    with pytest.raises(ZeroDivisionError):
        plain(1, b=0)
    with pytest.raises(ZeroDivisionError):
        asyncio.run(later(0))
    with pytest.raises(OSError, match="x") as caught, watch:
        raise OSError("x")
    assert vars(caught.value) == {}
    assert [s.named for s in process.of(Inbox).queue] == ["db"]


def test_where_nothing_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    from farhand.embed import process as processes

    monkeypatch.setattr(processes._Held, "process", None)
    with pytest.raises(OSError, match="x"), farhand.watch("db"):
        raise OSError("x")


def test_two_threads_may_write_the_same_file(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from farhand.control import folder

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: folder.write(tmp_path / "x.json", {"n": n}), range(400)))
    assert [p.name for p in tmp_path.iterdir()] == ["x.json"]
    assert folder.read(tmp_path / "x.json")
