"""A worker's log of its tasks: the same task received or done again and again, as Celery prints it.

A broker with a visibility time-out (Redis, SQS) hands a task to another worker when it was not acknowledged
in time, also while it only waits for its time (countdown, ETA):
https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/redis.html#visibility-timeout
A task that is retried by itself keeps its id; it says `retry:` in between, which is no fault of the broker.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign

WORDS = ("Received task: ", "Task ")
PAST = True
_TASK_ID = r"(?P<name>[\w.:<>-]{1,120})\[(?P<id>[0-9a-f]{8}-[0-9a-f-]{20,30})\]"
_RECEIVED = re.compile(rf"Received task: {_TASK_ID}")
_ENDED = re.compile(rf"Task {_TASK_ID} (?P<how>succeeded in|raised unexpected|retry: )")

#: Name and id of a task -> the lines that tell of it.
_Places = dict[tuple[str, str], list[int]]


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    if any(_RECEIVED.search(line) or _ENDED.search(line) for line in lines):
        yield 0, len(lines)


def read(part: Part) -> Iterator[Sign]:
    received, done, retried = _events(part.lines)
    again = {one: places for one, places in done.items() if len(places) > 1}
    twice = {one: places for one, places in received.items() if len(places) > 1 and one not in retried}
    for found, what, weight in ((again, "was carried out", 0.88), (twice, "was handed out", 0.82)):
        if found:
            (name, task), places = max(found.items(), key=lambda pair: len(pair[1]))
            why = f"the task {name} with the same id {task} {what} {len(places)} times"
            yield Sign(places[0], "app.duplicate_job", weight, why, name, also=tuple(places[1:6]))
            return


def _events(lines: Sequence[str]) -> tuple[_Places, _Places, set[tuple[str, str]]]:
    """Where each task was received and where it succeeded; and those that asked for a retry themselves."""
    received: _Places = defaultdict(list)
    done: _Places = defaultdict(list)
    retried: set[tuple[str, str]] = set()
    for at, line in enumerate(lines):
        if found := _RECEIVED.search(line):
            received[found["name"], found["id"]].append(at)
        elif found := _ENDED.search(line):
            task = found["name"], found["id"]
            if found["how"].startswith("retry"):
                retried.add(task)
            elif found["how"].startswith("succeeded"):
                done[task].append(at)
    return received, done, retried


_FORMAT = "source: celery/celery, celery/app/trace.py and worker/strategy.py: the forms of these lines"
_FIRST = "[2026-07-12 21:16:15,637: INFO/MainProcess] "
_LATER = "[2026-07-13 00:30:29,545: INFO/MainProcess] "
_TASK = "shop.mail[639eddeb-1f24-4e7f-9b53-f95138c53a7b]"
EXAMPLES = (
    Example(
        "received again three hours later, by the visibility time-out",
        source="issue: celery/celery 3312",
        pasted=f"{_FIRST}Received task: {_TASK}\n{_LATER}Received task: {_TASK}\n",
        finds=("app.duplicate_job",),
    ),
    Example(
        "carried out twice",
        source="issue: celery/celery 4400",
        pasted=f"{_FIRST}Task {_TASK} succeeded in 33s: 0\n{_LATER}Task {_TASK} succeeded in 1s: 0\n",
        finds=("app.duplicate_job",),
    ),
    Example(
        "received and done once",
        source=_FORMAT,
        pasted=f"{_FIRST}Received task: {_TASK}\n{_LATER}Task {_TASK} succeeded in 1s: 0\n",
    ),
    Example(
        "received again because it asked for it",
        source=_FORMAT,
        pasted=(
            f"{_FIRST}Received task: {_TASK}\n{_FIRST}Task {_TASK} retry: Retry in 1s\n"
            f"{_LATER}Received task: {_TASK}\n{_LATER}Task {_TASK} succeeded in 1s: 0\n"
        ),
    ),
)
