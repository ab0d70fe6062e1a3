"""Versions of servers in what they say of themselves, and how they compare.  Pure."""

from __future__ import annotations

import re

_VERSION = re.compile(r"(?<![\w.])v?(\d{1,5}(?:\.\d{1,6}){0,3})(?:(beta|rc)\d+)?(?![\w]*\.\d)")
#: Kinds of servers whose releases are told apart by so many numbers; one for all others.
PARTS = {"mysql": 2, "python": 2, "kafka": 2, "nats": 2, "amqp": 2}


def version_in(text: str) -> str:
    """The first version in a text: "15.20 (Debian 15.20-0+deb12u1)" -> "15.20"; empty where there is none."""
    found = _VERSION.search(text[:200].replace("5.5.5-", ""))
    return found[1] if found else ""


def numbers(version: str) -> tuple[int, ...]:
    found = version_in(version)
    return tuple(int(part) for part in found.split(".")) if found else ()


def release(kind: str, version: str) -> str:
    """What tells releases apart: "12.22" of PostgreSQL is "12", of MariaDB 10.11.6 it is "10.11"."""
    count = PARTS.get(kind, 1)
    if kind == "postgres" and numbers(version)[:1] < (10,):
        count = 2
    return ".".join(map(str, numbers(version)[:count]))


def covers(kind: str, tested: str, version: str) -> bool:
    """Whether a tested version ("14", "10.11") is the one that is there."""
    wanted = numbers(tested)
    there = numbers(version)[: len(wanted)]
    return bool(wanted) and there == wanted[: len(there)]


def nearest(tested: list[str], version: str) -> str:
    """The tested version that a baseline takes: the lowest not older than what is there, else the last."""
    ordered = sorted(tested, key=numbers)
    there = numbers(version)
    newer = [one for one in ordered if numbers(one) >= there[: len(numbers(one))]]
    return (newer or ordered)[0 if newer else -1] if ordered else ""
