"""`helm status`, `helm list`, `helm history`: whether the last revision of a release was rolled out.

A release that is failed or pending is half rolled out: the objects of two revisions are there at once,
and the next `helm upgrade` refuses. Older revisions that failed and were followed by one that is deployed
are past.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign, _helm_examples

WORDS = ("REVISION", "LAST DEPLOYED", "STATUS: ")
_TABLE = re.compile(
    r"NAME\s+(?:NAMESPACE\s+)?REVISION\s+UPDATED\s+STATUS\s+CHART|REVISION\s+UPDATED\s+STATUS\s+CHART"
)
_WORD = re.compile(
    r"\s(?P<status>deployed|failed|pending-(?:install|upgrade|rollback)|superseded|uninstall(?:ed|ing))\s",
    re.I,
)
_FIELD = re.compile(
    r"(?P<key>NAME|LAST DEPLOYED|NAMESPACE|STATUS|REVISION|CHART|VERSION|APP_VERSION|DESCRIPTION"
    r"|TEST SUITE|HOOKS|NOTES): ?(?P<value>.*)"
)


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(lines):
        end = at + 1
        if "REVISION" in lines[at] and _TABLE.match(lines[at]):
            while end < len(lines) and _WORD.search(f"{lines[end]} "):
                end += 1
            yield at, end
        elif lines[at].startswith(("NAME: ", "LAST DEPLOYED: ")) and any(
            row.startswith("STATUS: ") for row in lines[at : at + 5]
        ):
            while (
                end < len(lines)
                and _FIELD.match(lines[end])
                and not lines[end].startswith(("NOTES", "NAME: "))
            ):
                end += 1
            yield at, end
        at = end


def read(part: Part) -> Iterator[Sign]:
    if _TABLE.match(part.lines[0]):
        yield from _table(part.lines)
        return
    fields = {f["key"]: (at, f["value"]) for at, line in enumerate(part.lines) if (f := _FIELD.match(line))}
    at, status = fields.get("STATUS", (0, ""))
    sign = _of(
        at, status.lower(), fields.get("NAME", (0, "the release"))[1], fields.get("DESCRIPTION", (0, ""))[1]
    )
    yield from (sign,) if sign else ()


def _table(lines: Sequence[str]) -> Iterator[Sign]:
    """Each release of a list; of a history only the last revision."""
    rows = [
        (at, found["status"].lower())
        for at, line in enumerate(lines)
        if at and (found := _WORD.search(f"{line} "))
    ]
    history = lines[0].startswith("REVISION")
    signs = [
        _of(at, status, "the release" if history else lines[at].split()[0], "")
        for at, status in (rows[-1:] if history else rows)
    ]
    faults = [s for s in signs if s and s.cause]
    yield from faults or [s for s in signs if s][-1:]


def _of(at: int, status: str, name: str, said: str) -> Sign | None:
    if status == "deployed":
        return Sign(at, healthy="the last revision is deployed", subject=name)
    if status == "failed" or status.startswith("pending-"):
        why = f"{name} is {status}: its last revision is rolled out only in part" + (
            f" ({said[:140]})" if said else ""
        )
        return Sign(
            at, cause="container.evicted", weight=0.55 if status == "failed" else 0.72, why=why, subject=name
        )
    return None


EXAMPLES: tuple[Example, ...] = _helm_examples.STATUS
