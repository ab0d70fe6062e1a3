"""`docker inspect` (podman too) of a container: how it ended, its health, its environment.

OOMKilled and the Error of the start stand nowhere else once the container is gone from the screen.
Variables are compared by form only: a name given twice, or a dependency at localhost.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from farhand.model import Example
from farhand.readers import Part, Sign, _docker_examples, _documents, _env, _exits, _kube
from farhand.readers._documents import at_of, dig, mapping, rows

WORDS = ("OOMKilled", "ExitCode")
#: The fields of a state in one line come in any order, with the health check's long words among them.
_STATE = re.compile(r"\s*\"?State\"?:\s*\{|.{0,60000}\"OOMKilled\":\s*(?:true|false)")


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(lines):
        if (
            ("OOMKilled" in lines[at] or "State" in lines[at])
            and _STATE.match(lines[at])
            and _is_docker(lines, at)
        ):
            begin = _begin(lines, at)
            end = _end(lines, begin, at)
            yield begin, end
            at = max(end, at + 1)
        else:
            at += 1


def _is_docker(lines: Sequence[str], at: int) -> bool:
    return any('"OOMKilled"' in line or '"ExitCode"' in line for line in lines[at : at + 16])


def _begin(lines: Sequence[str], at: int) -> int:
    """The bracket in the first column before it, as far as the lines are JSON."""
    for begin in range(at, max(-1, at - 80), -1):
        line = lines[begin]
        if line[:1] in ("[", "{"):
            return begin - 1 if line[:1] == "{" and begin and lines[begin - 1].rstrip() == "[" else begin
        if line and line[0] != " ":
            break
    return at


def _end(lines: Sequence[str], begin: int, at: int) -> int:
    end = _documents.json_end(lines, begin)
    return max(end, at + 1)


def read(part: Part) -> Iterator[Sign]:
    """Containers of the text; where it cannot be parsed, the State's lines alone."""
    lines = _braced(part.lines)
    for container in _containers(_documents.parse(lines)):
        yield from _of(container, part.lines)


def containers(lines: Sequence[str]) -> list[Mapping[str, Any]]:
    """What such a part holds, as data."""
    return list(_containers(_documents.parse(_braced(lines))))


def _braced(lines: Sequence[str]) -> Sequence[str]:
    """A piece that begins with `"State": {` as a whole object."""
    return (
        lines
        if lines[0].lstrip()[:1] in "{["
        else ["{" + lines[0], *lines[1:-1], lines[-1].rstrip(",") + "}"]
    )


def _containers(value: Any) -> Iterator[Mapping[str, Any]]:
    for row in rows(value) or rows([value]):
        if "State" in row:
            yield row
        elif "OOMKilled" in row:
            yield {"State": row}


def _of(container: Mapping[str, Any], lines: Sequence[str]) -> Iterator[Sign]:
    state = mapping(container.get("State"))
    who = str(container.get("Name") or "").lstrip("/") or "the container"
    begin = at_of(lines, who, 0, len(lines)) if container.get("Name") else 0
    begin = at_of(lines, str(container.get("Id") or who), 0, len(lines)) or max(0, begin - 60)
    signs = [*_ended(container, state, who, begin, lines), *_health(state, who, begin, lines)]
    yield from signs
    yield from _environment(container, begin, lines)
    if not signs and _works(container, state):
        yield Sign(begin, healthy=_works(container, state), subject=who)


def _ended(
    container: Mapping[str, Any], state: Mapping[str, Any], who: str, begin: int, lines: Sequence[str]
) -> Iterator[Sign]:
    code, error = state.get("ExitCode"), str(state.get("Error") or "")
    again = container.get("RestartCount") or 0
    if state.get("OOMKilled") is True:
        limit = dig(container, "HostConfig", "Memory")
        why = f"{who} was killed for memory" + (
            f"; its limit is {int(limit) >> 20} MiB" if isinstance(limit, int) and limit else ""
        )
        yield Sign(
            at_of(lines, '"OOMKilled"', begin), cause="memory.oom_killed", weight=0.95, why=why, subject=who
        )
    elif error:
        if not _NO_COMMAND.search(error):
            yield Sign(at_of(lines, '"ExitCode"', begin), moot=("exec.command_missing",))
        sign = _kube.of_event(_kube.Event(at_of(lines, '"Error"', begin), True, "Failed", error, who))
        yield from (sign,) if sign and sign.cause else ()
    elif isinstance(code, int) and code not in _exits.ORDERLY and not state.get("Running"):
        at = at_of(lines, '"ExitCode"', begin)
        why = f"{who} ended with exit status {code} ({again} restarts); why is in its last output"
        if code == 137 and state.get("OOMKilled") is False:
            # Docker saw no shortage: somebody killed it, or the host ran out. It counts once, and little.
            yield Sign(at, moot=("memory.oom_killed",))
        yield _exits.sign(at, code, who, 0.7 if code == 137 else 1.0) or Sign(
            at, "container.crash_loop", 0.6 if again else 0.5, why, who, facts={"exit": code}
        )
    elif state.get("Restarting") and again:
        why = f"{who} has been started again {again} times"
        yield Sign(
            at_of(lines, "Restart", begin), cause="container.crash_loop", weight=0.6, why=why, subject=who
        )


def _health(state: Mapping[str, Any], who: str, begin: int, lines: Sequence[str]) -> Iterator[Sign]:
    health = mapping(state.get("Health"))
    if health.get("Status") != "unhealthy" or not state.get("Running"):
        return
    failed = [row for row in rows(health.get("Log")) if row.get("ExitCode")]
    said = str(failed[-1].get("Output") or "") if failed else ""
    meant, weight = next((row[1:] for row in _CHECKS if row[0].search(said)), ("", 0.75))
    why = f"the health check of {who} has failed {health.get('FailingStreak', 'several')} times:"
    why += f" {' '.join(said.split())[:140]}{meant}"
    at = at_of(lines, "unhealthy", begin)
    yield Sign(at, cause="container.probe", weight=weight, why=why, subject=who)
    for output in {str(row.get("Output") or "") for row in failed}:
        if any(row[0].search(output) for row in _CHECKS):
            yield from (Sign(n, moot=_OF_CHECK) for n in _said_at(lines, begin, output))


#: 127 is the number of every start that failed; only these words say that it is for the command.
_NO_COMMAND = re.compile(
    r"executable file not found|(?:exec|stat) \S+ no such file|not found in \$?PATH", re.I
)
#: What a health check says of itself: it cannot run, nobody answers it in its own container, it is too slow.
_CHECKS: tuple[tuple[re.Pattern[str], str, float], ...] = (
    (
        re.compile(
            r"executable file not found|: not found|No such file or directory|command not found", re.I
        ),
        "; the image has no such command, so the check can never succeed",
        0.93,
    ),
    (
        re.compile(
            r"(?:127\.0\.0\.1|localhost|::1|0\.0\.0\.0)\W.{0,80}(?:refused|couldn.t connect)"
            r"|refused.{0,40}(?:127\.0\.0\.1|localhost)",
            re.I | re.S,
        ),
        "; nothing listens where the check asks: another port, or not yet",
        0.93,
    ),
    (re.compile(r"exceeded timeout", re.I), "; the check takes longer than its time limit", 0.93),
)
#: What the same words would mean in the app's own log.
_OF_CHECK = ("tcp.*", "exec.command_missing", "fs.missing")


def _said_at(lines: Sequence[str], begin: int, said: str) -> Iterator[int]:
    """The lines of the state that quote the check's last output, and the marks of its end."""
    words = next((line.strip() for line in said.splitlines() if line.strip()), "")[:40]
    quoted = json.dumps(words)[1:-1]
    for at in range(begin, min(len(lines), begin + 400)):
        if words and (quoted in lines[at] or words in lines[at]):
            yield from range(max(begin, at - 1), min(len(lines), at + 3))  # its exit status, and the brackets


def _environment(container: Mapping[str, Any], begin: int, lines: Sequence[str]) -> Iterator[Sign]:
    env = _env.pairs(dig(container, "Config", "Env"))
    for name, _, _ in _env.twice(env):
        why = f"{name} is set twice with different values; which one counts depends on the program"
        at = at_of(lines, f'"{name}=', begin)
        yield Sign(at, cause="config.env_shadowed", weight=0.85, why=why, subject=name, params={"name": name})
    shared = str(dig(container, "HostConfig", "NetworkMode") or "")
    if shared == "host" or shared.startswith("container:"):
        return
    for name, value in env:
        if _env.local_dependency(name, value):
            why = f"{name} points at localhost, which is the container itself"
            at = at_of(lines, f'"{name}=', begin)
            yield Sign(at, "config.localhost_in_container", 0.75, why, name, params={"name": name})


def _works(container: Mapping[str, Any], state: Mapping[str, Any]) -> str:
    health = mapping(state.get("Health")).get("Status")
    if state.get("Running") is not True or state.get("Restarting"):
        return ""
    if health == "healthy":
        return "the container is running and healthy"
    return "the container is running" if not health and not container.get("RestartCount") else ""


EXAMPLES: tuple[Example, ...] = _docker_examples.INSPECT
