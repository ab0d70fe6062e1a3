"""Examples of the reader `docker_events`."""

# ruff: noqa: E501  outputs are as wide as they are
from __future__ import annotations

from farhand.model import Example

_RUN = "run: dockerd 20.10 with docker 28.2, a container of busybox"
_ID = "f81412cb33b0aa9e5c1d3c0ee1a6e3d1b5d7a7ad1c8b4b21e0a4c9e2c9a4e001"
EXAMPLES: tuple[Example, ...] = (
    Example(
        "a child was killed for memory, the container runs on",
        pasted="1795731932 create  \n1795731932 start  \n1795731932 oom  \n1795731935 oom  \n",
        finds=("memory.oom_killed",),
        source=_RUN,
    ),
    Example(
        "the same as docker prints it by itself",
        pasted=f"2026-11-26T22:25:32.512040245Z container start {_ID} (image=shop:1, name=web)\n"
        f"2026-11-26T22:25:33.012040245Z container oom {_ID} (image=shop:1, name=web)\n",
        finds=("memory.oom_killed",),
        source="made after docker events, default form",
    ),
    Example(
        "it ends by itself again and again",
        pasted="1795732242 create  \n1795732243 start  \n1795732243 die 3 \n1795732244 start  \n1795732244 die 3 \n"
        "1795732246 start  \n1795732246 die 3 \n",
        finds=("container.crash_loop",),
        source=_RUN,
    ),
    Example(
        "somebody stopped it",
        pasted="1795732355 create  \n1795732356 start  \n1795732356 kill  15\n1795732366 kill  9\n1795732366 die 137 \n1795732366 stop  \n",
        outcome="undecided",
        source=_RUN,
    ),
    Example(
        "started by hand three times a day",
        pasted="".join(
            f"17957{n}0000 start  \n17957{n}0300 kill  15\n17957{n}0301 die 143 \n17957{n}0301 stop  \n"
            for n in range(3)
        ),
        outcome="undecided",
        source="made after docker events",
    ),
)
