"""Lists of containers: `docker ps -a`, `docker compose ps` (both versions), `podman ps`.

STATUS holds the exit status, how often it comes back and what the health check says. A container that
ended weeks ago or in order speaks of nothing; one that ended a minute ago or comes back again and again
does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign, _docker_examples, _exits

WORDS = (
    "CONTAINER",
    "NAME",
    "Command",
    "Exited",
    "exited",
    "Restarting",
    "restarting",
    "Dead",
    "Created",
    " Up ",
    "running",
    "Exit ",
)
_HEAD = re.compile(
    r"CONTAINER ID\s+IMAGE\b|NAMES?\s+(?:IMAGE|COMMAND|SERVICE|STATUS)\b.*STATUS|NAMES?\s+STATUS\b"
    r"|\s*Name\s+Command\s+State\b|IMAGE\s+STATUS\s+NAMES?"
)
_AGO = r"(?P<n>\d+|[Aa]bout an?|[Ll]ess than a) (?P<unit>second|minute|hour|day|week|month|year)s?"
_STATUS = re.compile(
    r"(?P<how>Exited|exited|Restarting|restarting|Dead|Removal In Progress|Created)"
    rf"(?: \((?P<code>\d{{1,3}})\))?(?: {_AGO} ago)?(?=\s|$)"
    r"|(?P<old>Exit) (?P<oldcode>\d{1,3})\b"
    r"|(?P<up>Up|running)(?: [\w ]{1,30}?)?"
    r"(?: \((?P<health>healthy|unhealthy|health: starting|Paused|starting)\))?"
    r"(?=\s{2}|\s*$|\s+\d|\s+\w+/tcp|\s\[)"
)
_BARE = re.compile(r"[0-9a-f]{12}\s+\S+\s{2,}")
#: How fresh an end must be to count.
_FRESH = ("second", "minute")


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(lines):
        headed = ("NAME" in lines[at] or "CONTAINER" in lines[at] or "Command" in lines[at]) and _HEAD.search(
            lines[at]
        )
        if headed or _is_row(lines[at]):
            end = at + 1
            while end < len(lines) and (_continues(lines[end], bool(headed))):
                end += 1
            if end > at + 1 or not headed:
                yield at, end
            at = end
        else:
            at += 1


def _is_row(line: str) -> bool:
    return line[:1] in "0123456789abcdef" and bool(_BARE.match(line) and _STATUS.search(line))


def _continues(line: str, headed: bool) -> bool:
    if not headed:
        return _is_row(line)
    return line.startswith(("---", "   ")) or bool(
        line.strip() and _STATUS.search(line) and not re.match(r"[$#>] |\S+[$#] ", line)
    )


def read(part: Part) -> Iterator[Sign]:
    rows = [(at, line, found) for at, line in enumerate(part.lines) if (found := _status(line))]
    signs = [sign for at, line, found in rows if (sign := _of(at, _name(line), found))]
    yield from signs
    up = [row for row in rows if row[2]["up"] and row[2]["health"] in (None, "healthy")]
    starting = [row for row in rows if row[2]["health"] not in (None, "healthy")]
    if up and not signs and not starting:
        words = "are up and healthy" if all(row[2]["health"] for row in up) else "are up"
        yield Sign(up[-1][0], healthy=f"{len(up)} containers {words}", subject="containers")


def _status(line: str) -> re.Match[str] | None:
    """The last status in the row; the command before it may hold any word."""
    found = None
    for found in _STATUS.finditer(line):
        if found["how"] in ("Exited", "exited", "Restarting", "restarting") or found["up"] or found["old"]:
            return found
    return found


def _name(line: str) -> str:
    words = line.split()
    return words[-1] if re.match(r"[0-9a-f]{12}$", words[0]) else words[0]


def _of(at: int, name: str, found: re.Match[str]) -> Sign | None:
    code = int(found["code"] or found["oldcode"] or 0)
    how = (found["how"] or found["old"] or "").lower()
    if found["health"] == "unhealthy":
        why = f"the health check of {name} fails, though its process runs"
        return Sign(at, cause="container.probe", weight=0.72, why=why, subject=name)
    if how == "restarting":
        why = f"{name} ends with exit status {code} and is started again and again"
        return _exits.sign(at, code, name) or Sign(
            at, "container.crash_loop", 0.7, why, name, facts={"exit": code}
        )
    if how not in ("exited", "exit") or code in _exits.ORDERLY or found["unit"] in ("week", "month", "year"):
        return None
    sign = _exits.sign(at, code, name, 1.0 if found["unit"] in (*_FRESH, "hour", None) else 0.7)
    if sign or found["unit"] not in (*_FRESH, None):
        return sign
    ago = f" {found['n']} {found['unit']}s ago" if found["unit"] else ""
    why = f"{name} ended with exit status {code}{ago}; why is in its last output"
    return Sign(
        at,
        cause="container.crash_loop",
        weight=0.52,
        why=why,
        subject=name,
        facts={"exit": code},
    )


EXAMPLES: tuple[Example, ...] = _docker_examples.PS
