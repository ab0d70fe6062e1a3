"""One look at one dependency, from inside the process: however many ask at once, it is done once.

A look has a thread of its own and ends at its deadline. What hangs in the system after that keeps its
thread, and until that has ended nobody looks again: a dependency that swallows every look costs one thread,
not one a minute.
"""

from __future__ import annotations

import os
import threading
import time
from dataclasses import replace
from datetime import datetime, timezone

from farhand.embed.health.judged import Sight
from farhand.embed.process import Process
from farhand.model import Dependency, Result, Seen, Vantage

#: Seconds that one look may take.
SECONDS = 10.0
#: Seconds for which what was just seen is the answer to whoever asks next.
FRESH = 1.0
#: Seconds in which a thread that has said its last word has ended, on a busy machine too.
_ENDS = 0.2


class Flights:
    """The looks that are under way."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.under_way: dict[str, Flight] = {}
        self.last: dict[str, tuple[float, Sight | None]] = {}


class Flight:
    """One look under way, and what came of it."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self.sight: Sight | None = None


def look_now(process: Process, subject: str, why: str = "") -> Sight | None:
    """Look, or join the look that is under way or has just ended.

    None where there is no such dependency, or no answer in time.
    """
    flights = process.of(Flights)
    with flights.lock:
        ended, sight = flights.last.get(subject, (-FRESH, None))
        if time.monotonic() - ended < FRESH:
            return sight
        flight = flights.under_way.get(subject)
        first = flight is None
        if flight is None:
            flight = flights.under_way[subject] = Flight()
    if first:
        _fly(process, flights, subject, flight, why)
    flight.done.wait(SECONDS + 1.0)
    return flight.sight


def _fly(process: Process, flights: Flights, subject: str, flight: Flight, why: str) -> None:
    try:
        flight.sight = sight_of(process, subject, why)
    except Exception as error:
        process.trouble(f"the look at {subject!r}: {type(error).__name__}: {error}")
    finally:
        with flights.lock:
            flights.under_way.pop(subject, None)
            flights.last[subject] = (time.monotonic(), flight.sight)
        flight.done.set()


def sight_of(process: Process, subject: str, why: str = "") -> Sight | None:
    """One staged look, judged and diagnosed. Raises what loading a check may raise."""
    from farhand import judge, plan, run
    from farhand.diagnose import diagnose
    from farhand.embed.health import needs

    app = needs.whole(process)
    need = next((need for need in app.dependencies if need.name == subject), None)
    if need is None:
        return None
    # Whether its failure matters to the app is told apart from whether it fails.
    app = replace(app, dependencies=(replace(need, critical=True),))
    chosen = plan.make(app, only=[subject])
    at, begun = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"), time.monotonic()
    if hangs(subject):
        return Sight(need, _hung(need), at=at, why=why)
    results = judge.judge(run.run(app, chosen, settings(process)))
    took = round((time.monotonic() - begun) * 1000, 1)
    return Sight(need, tuple(results), diagnose(results), at, took, why)


def settings(process: Process, seconds: float = SECONDS, background: bool = True) -> run_settings:
    """How to run from inside: with this process's own environment; in the background writing nothing."""
    from farhand import environment, run

    here = environment.here()
    return run.Settings(
        env=environment.named(here, "the app's own process"),
        read_only=background,
        background=background,
        vantage=vantage(process, here.in_container),
        seconds=seconds,
        step_seconds=min(seconds, SECONDS),
        redactor=process.redactor,
    )


def vantage(process: Process, in_container: bool) -> Vantage:
    from farhand.hostfacts import who

    platform = process.app.platform or ("docker" if in_container else "bare")
    return Vantage("app", "probe", platform, who.user(os.getuid()))


def hangs(subject: str) -> bool:
    """True while a thread of an earlier look is held by the system; one that just ends is waited for."""
    held = [t for t in threading.enumerate() if t.name == f"farhand-look {subject}"]
    for thread in held:
        thread.join(_ENDS)
    return any(thread.is_alive() for thread in held)


def _hung(need: Dependency) -> tuple[Result, ...]:
    from farhand import judge
    from farhand.model import Evidence

    seen = Seen("hangs", unknown="the look before has not come back from the system yet")
    return tuple(judge.judge([Evidence(need.kind, need.name, seen.stage, unknown=seen.unknown)])[:1])


TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.run import Settings as run_settings
