"""A container of docker; the same words are those of podman."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from farhand import framing, places
from farhand.model import Vantage
from farhand.platforms import Rung, _container, _log, _text
from farhand.platforms._log import Reading, Wanted
from farhand.platforms._window import window

TARGET, SOURCE = "container", "docker"
NEEDS = "to be root, or in the group docker"
ENTER = 'docker exec -i "$kit_target" sh -s -- "$@"'


def inside(target: str, script: str) -> str:
    return framing.typed(script, f"docker exec -i {_quoted(target)} sh -s")


def outside(target: str, since: str) -> Iterator[_text.Outside]:
    name = places.plain("the target", target)
    yield _text.asked(
        "state",
        _text.bounded(["docker", "ps", "-a", "--filter", f"name=^/?{name}$"], masked=False),
        "whether it runs, since when, and how it ended",
        "one row: image, command, state and ports",
    )
    yield from _container.state(_quoted(target))
    yield from _text.logs(
        log(target, Wanted(window(since), _text.LINES)),
        f"at most {_text.LINES} lines of the container's log",
    )
    begin, end = window(since).rfc3339()
    to = shlex.quote(end) if end else '"$(date +%s)"'
    shown = '{{.Time}} {{.Action}} {{index .Actor.Attributes "exitCode"}}'
    shown += ' {{index .Actor.Attributes "signal"}}'
    yield _text.asked(
        "events",
        f"timeout 10 docker events --since {shlex.quote(begin)} --until {to} --filter"
        f" container={_quoted(target)} --format {shlex.quote(shown)} 2>&1 | tail -50",
        "when it was started, stopped, killed, or ran out of memory",
        "at most 50 events with their time",
    )


def log(target: str, wanted: Wanted) -> Iterator[Reading]:
    name = places.plain("the target", target)
    begin, end = wanted.window.rfc3339()
    bounds = (*_log.given("--tail=", wanted.lines), *_log.given("--since=", begin))
    words = ("docker", "logs", "--timestamps", *bounds, *_log.given("--until=", end), "--", name)
    yield Reading(words, name, both=True, stamps=_log.FIRST)


def ladder(target: str, script: str) -> Iterator[Rung]:
    name = _quoted(target)
    yield from _container.ladder(
        f"docker exec {name} farhand self-test --json",
        f"docker run --rm -i --network container:{name} {_container.IMAGE} sh -s",
        f"pid=$(docker inspect -f '{{{{.State.Pid}}}}' -- {name})",
        "docker",
        script,
    )


def vantage(target: str) -> Vantage:
    return Vantage("container", "paste", "docker")


def _quoted(target: str) -> str:
    return shlex.quote(places.plain("the target", target))
