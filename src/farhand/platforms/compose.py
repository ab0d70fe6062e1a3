"""A service of docker compose; its commands are run in the folder of the compose file."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from farhand import framing, places
from farhand.model import Vantage
from farhand.platforms import Rung, _container, _log, _text
from farhand.platforms._log import Reading, Wanted
from farhand.platforms._window import window

TARGET, SOURCE = "service", "compose"
NEEDS = "to be in the folder of the compose file, and root or in the group docker"
ENTER = 'docker compose exec -T "$kit_target" sh -s -- "$@"'


def inside(target: str, script: str) -> str:
    return framing.typed(script, f"docker compose exec -T {_quoted(target)} sh -s")


def outside(target: str, since: str) -> Iterator[_text.Outside]:
    name = places.plain("the target", target)
    yield _text.asked(
        "state",
        _text.bounded(["docker", "compose", "ps", "-a", name], masked=False),
        "whether it runs, since when, and how it ended",
        "one row a container: image, state and ports",
    )
    yield from _container.state(_id_of(target))
    yield from _text.logs(
        log(target, Wanted(window(since), _text.LINES)),
        f"at most {_text.LINES} lines of the service's log",
    )


def log(target: str, wanted: Wanted) -> Iterator[Reading]:
    """Of several containers of the service the lines are mixed, and not always in the order of time."""
    name = places.plain("the target", target)
    begin, end = wanted.window.rfc3339()
    bounds = (*_log.given("--tail=", wanted.lines), *_log.given("--since=", begin))
    words = ("docker", "compose", "logs", "--no-color", "--timestamps", *bounds)
    yield Reading(
        (*words, *_log.given("--until=", end), name), name, both=True, stamps=_log.NAMED, ordered=False
    )


def ladder(target: str, script: str) -> Iterator[Rung]:
    container = _id_of(target)
    yield from _container.ladder(
        f"docker compose exec -T {_quoted(target)} farhand self-test --json",
        f"docker run --rm -i --network container:{container} {_container.IMAGE} sh -s",
        f"pid=$(docker inspect -f '{{{{.State.Pid}}}}' -- {container})",
        "compose",
        script,
    )


def vantage(target: str) -> Vantage:
    return Vantage("container", "paste", "compose")


def _quoted(target: str) -> str:
    return shlex.quote(places.plain("the target", target))


def _id_of(target: str) -> str:
    """The newest container of the service, running or not."""
    return f'"$(docker compose ps -aq {_quoted(target)} | head -1)"'
