"""Looks at the dependencies in the background, in the one process that leads, each in its own rhythm.

Every look has a thread of its own; this part only sees what is due and starts it. At most a few look at once,
so that a host where everything hangs is not loaded by Farhand as well.
"""

from __future__ import annotations

import random
import time
from dataclasses import replace

from farhand.control.orders import now
from farhand.embed import threads
from farhand.embed.failures import pace
from farhand.embed.health import looking, needs, own, rhythm
from farhand.embed.health.board import Board
from farhand.embed.health.judged import Sight, state_of
from farhand.embed.health.state import State
from farhand.embed.health.steady import Steady, settle
from farhand.embed.process import Process
from farhand.model import Dependency

EVERY = 0.25
#: Looks at the same time.
MOST_AT_ONCE = 8


class Rounds:
    """When each dependency is due, what held of it, and what is under way."""

    def __init__(self) -> None:
        self.due: dict[str, float] = {}
        self.steady: dict[str, Steady] = {}
        self.under_way: set[str] = set()
        self.led = False


def tick(process: Process) -> None:
    board, rounds = process.of(Board), process.of(Rounds)
    if not (process.leads or process.folder is None):
        rounds.led = False
        board.read(process)
    else:
        if not rounds.led:
            _take_over(process, board, rounds)
        _start_due(process, rounds)
    process.held_back = _held_back(process, board)


def _take_over(process: Process, board: Board, rounds: Rounds) -> None:
    """Begin to look: what another process knew is kept until it is seen anew, as it is declared now."""
    board.read(process)
    known = {s.name: (s, at) for s, at in board.held()}
    board.clear()
    for need in needs.whole(process).dependencies:
        state, at = known.get(need.name, (State(need.name, worker=process.pid), 0.0))
        _show(process, board, need, state, at)
    rounds.led = True


def _show(process: Process, board: Board, need: Dependency, state: State, at: float) -> None:
    groups = _groups(process, need.name)
    board.put(replace(state, kind=need.kind, critical=need.critical, groups=groups), at)


def _start_due(process: Process, rounds: Rounds) -> None:
    moment = time.monotonic()
    known = {s.name for s, _ in process.of(Board).held()}
    for need in needs.whole(process).dependencies:
        subject = need.name
        if len(rounds.under_way) >= MOST_AT_ONCE:
            return
        if subject not in known:  # the app has been found to use something more
            _show(process, process.of(Board), need, State(subject, worker=process.pid), 0.0)
        if subject in rounds.under_way or moment < rounds.due.get(subject, 0.0):
            continue
        if rest := pace.silence(process.folder, subject, now()):  # another worker's login was refused
            rounds.due[subject] = moment + rest
        else:
            _begin(process, rounds, subject)


def _begin(process: Process, rounds: Rounds, subject: str) -> None:
    rounds.under_way.add(subject)
    try:
        threads.start(f"farhand-round {subject}", _look, process, rounds, subject)
    except RuntimeError as error:  # out of threads: the next round tries again
        rounds.under_way.discard(subject)
        rounds.due[subject] = time.monotonic() + rhythm.CONFIRM
        process.trouble(f"the look at {subject!r} could not begin: {error}")


def on_call(process: Process) -> None:
    """All that is due, and come back when it is done: for a process that works only while it is called."""
    rounds, end = process.of(Rounds), time.monotonic() + looking.SECONDS + 1.0
    tick(process)
    while rounds.under_way and time.monotonic() < end:
        time.sleep(0.01)
        tick(process)


def _look(process: Process, rounds: Rounds, subject: str) -> None:
    """In a thread of its own."""
    try:
        sight = looking.look_now(process, subject, "in the background")
        if sight is not None:
            take(process, sight)
    except Exception as error:
        process.trouble(f"the look at {subject!r}: {type(error).__name__}: {error}")
    finally:
        rounds.due.setdefault(subject, 0.0)
        rounds.due[subject] = max(rounds.due[subject], time.monotonic() + 1.0)
        rounds.under_way.discard(subject)


def take(process: Process, sight: Sight) -> None:
    """Put what was seen on the board and say when to look again."""
    board, rounds, name = process.of(Board), process.of(Rounds), sight.need.name
    steady = settle(rounds.steady.get(name, Steady()), sight.outcome, sight.at)
    rounds.steady[name] = steady
    board.put(state_of(sight, steady, _groups(process, name), process.pid), now())
    pause = rhythm.pause(steady, sight.results, _interval(process, name))
    # Not all at the same moment: many sites restart many apps at once.
    rounds.due[name] = time.monotonic() + pause * random.uniform(0.9, 1.1)
    if process.leads:
        board.write(process)


def _interval(process: Process, name: str) -> float:
    of_own = own.every().get(name)
    return of_own.every if of_own else process.settings.seconds("interval", rhythm.WELL)


def _groups(process: Process, name: str) -> tuple[str, ...]:
    of_own = own.every().get(name)
    groups = of_own.groups if of_own else ("support",)
    required = process.settings.embed.get("ready_requires") or ()
    return (*groups, "ready") if name in required and "ready" not in groups else groups


def _held_back(process: Process, board: Board) -> bool:
    """True while a dependency that `[embed] ready_requires` names is known to fail."""
    required = process.settings.embed.get("ready_requires") or ()
    return any(s.name in required and s.outcome == "fail" for s in board.states()) if required else False
