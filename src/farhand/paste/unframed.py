"""The output of a check's command without its frame: taken only where it is unmistakable and whole.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from farhand import checks
from farhand.commands import END
from farhand.model import Seen
from farhand.paste import doubt, tongues, undo
from farhand.paste.frames import least_changed
from farhand.paste.lines import Line, lines_of
from farhand.paste.meaning import read_with
from farhand.paste.output import Output

EMPTY = "there is nothing in it"
UNKNOWN = "no frame (#farhand begin) in it, and no check knows its output"
#: Longer texts are looked at once.
_LONG = 200_000
#: The first line of a command that names itself.
_HEAD = re.compile(r"^(?:== )?farhand[ -](\w+)(?: \S+){0,2}$")
_MAIL = re.compile(r"^(?:[>|] ?){1,8}")


def find(text: str) -> tuple[list[Output], str]:
    """The outputs, or why there are none. That of which least must be undone counts, if all say the same."""
    if text and not text.strip():
        return [], EMPTY
    outputs: dict[tuple[str, int], list[Output]] = {}
    reasons: list[str] = []
    for lines, done in undo.ways(lines_of(text)):
        found, why = _in_lines([Line(n, _MAIL.sub("", text)) for n, text in lines], done)
        for output in found:
            outputs.setdefault((output.check, output.line), []).append(output)
        reasons += why
        if len(text) > _LONG:
            break
    told = [why for why in dict.fromkeys(reasons) if why not in (UNKNOWN, EMPTY)]
    if outputs:
        return [least_changed(rows) for rows in outputs.values()], "; ".join(told)
    return [], next(iter(told), reasons[0] if reasons else UNKNOWN)


def _in_lines(lines: Sequence[Line], done: tuple[str, ...]) -> tuple[list[Output], list[str]]:
    if not any(line.text.strip() for line in lines):
        return [], [EMPTY]
    if any(line.text.startswith("#farhand ") and "#farhand kit " not in line.text for line in lines):
        return [], [UNKNOWN]  # a piece of a frame
    found: list[Output] = []
    reasons: list[str] = []
    for part in _parts(lines):
        outputs, why = _in_part(part, done)
        found += outputs
        reasons += [why] if why else []
    return found, reasons if not found else [why for why in reasons if why != UNKNOWN]


def _parts(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Each up to the last line of a command's output; what was printed before its first line is left out."""
    first = 0
    ends = [number for number, line in enumerate(lines) if line.text.strip() == END]
    for last in [*(ends or [len(lines) - 1]), len(lines) - 1]:
        part = lines[first : last + 1]
        head = next((i for i, line in enumerate(part) if _begins(line.text)), 0)
        if any(line.text.strip() for line in part):
            yield part[head:]
        first = last + 1


def _begins(line: str) -> bool:
    return bool(_HEAD.search(line)) or any(re.search(first, line) for first in _own_marks())


def _is_first(line: str, name: str) -> bool:
    return hasattr(checks.find(name), "WHOLE") and bool(re.search(doubt.marks(checks.find(name))[0], line))


@lru_cache(maxsize=1)
def _own_marks() -> tuple[str, ...]:
    """The first lines of outputs that do not name themselves."""
    return tuple(doubt.marks(check)[0] for check in checks.every() if hasattr(check, "WHOLE"))


def _in_part(part: Sequence[Line], done: tuple[str, ...]) -> tuple[list[Output], str]:
    body = [line.text for line in part]
    known, _ = tongues.translated(body)
    knowing = {name: seen for name, seen in _offered("\n".join(known) + "\n") if seen}
    named = {
        name for line in known if (head := _HEAD.search(line)) for name in knowing if name == head.group(1)
    }
    begun = named or {name for name in knowing if _is_first(known[0], name)}
    chosen = begun or (set(knowing) if len(knowing) == 1 else set())
    if len(chosen) != 1:
        return [], _why(knowing)
    (name,) = chosen
    if not doubt.whole(checks.find(name), body) or sum(bool(_HEAD.search(line)) for line in known) > 1:
        return [], _cut([name])
    return [_output(name, knowing[name], part, done)], ""


def _offered(text: str) -> Iterator[tuple[str, list[Seen]]]:
    for check in checks.every():
        reader = getattr(check, "read", None)
        if reader:
            seen, _ = read_with(reader, text)
            yield checks.name_of(check), [s for s in seen if not s.unknown]


def _output(name: str, seen: Sequence[Seen], part: Sequence[Line], done: tuple[str, ...]) -> Output:
    subject = next((str(s.facts["host"]) for s in seen if s.facts.get("host")), name)
    body = tuple(line.text for line in part)
    return Output(name, subject, body, part[0].number, part[-1].number, restored=done)


def _why(knowing: Mapping[str, object]) -> str:
    if knowing:
        return f"it could be the output of several checks: {', '.join(sorted(knowing))}"
    return UNKNOWN


def _cut(names: Sequence[str]) -> str:
    return (
        f"it looks like the output of {' and '.join(names)}, but without its frame it cannot be seen to be "
        "whole: send all of it, from the line #farhand begin to the line #farhand end"
    )
