"""Text that somebody pasted, turned into evidence.  Pure.

A check's command is printed inside a frame (see `framing`), so that its output is found again in whatever
surrounds it. What happened to the text on its way is undone (`undo`), its lines are given back the lengths
they had (`fit`), and the frame's seal proves the result. What cannot be proved is `unknown` and says what was
lost (`losses`): it is never judged as if it were whole. Frames of version 1 and outputs without a frame have
no seal: they are judged with less confidence (`doubt`), and only where nothing speaks against it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from farhand.model import Evidence
from farhand.paste import fit, frames, kits, losses, meaning, undo, unframed
from farhand.paste.lines import lines_of
from farhand.paste.meaning import Meant
from farhand.paste.output import Output
from farhand.paste.undo import base64_body

__all__ = ["CUT_OFF", "Output", "Pasted", "holds_frames", "outside", "read"]

CUT_OFF = losses.NO_END
#: A mark, also with colours or the signs of a mark-up in it.
_MARK = re.compile(r"#[^\n]{0,24}?farhand[^\n]{1,24}?(?:begin|end)\b")
#: Characters of a text that are looked through for frames.
_MOST = 4 << 20


@dataclass(frozen=True)
class Pasted:
    """What was found in one text: the evidence, what it was read as, and what could not be read."""

    evidence: tuple[Evidence, ...] = ()
    understood: tuple[Mapping[str, Any], ...] = ()
    unread: tuple[Mapping[str, Any], ...] = ()
    outputs: tuple[tuple[Output, Meant], ...] = ()


def read(text: str, source: str) -> Pasted:
    """All evidence in a text. Never raises for what the text holds."""
    text = text[:_MOST]
    found = frames.find(text) if holds_frames(text) else []
    around = _around(text, found)
    mixed = any(fit.STRAY in o.restored for o in found)
    broken = mixed or any(o.lost for o in found) or (found and _has_pieces(around))
    raw, why = ([], _strays(around, found)) if broken else unframed.find(around)
    why = "" if found and why in (unframed.EMPTY, unframed.UNKNOWN) else why
    found = sorted([*found, *raw], key=lambda output: output.line)
    outputs = _once([(output, meaning.of(output, source)) for output in found if output.check])
    unread = [_unread(source, output.lost) for output in found if not output.check]
    unread += [_unread(source, meant.why) for _, meant in outputs if not meant.rows]
    unread += [_unread(source, why)] if why else []
    unread += [_unread(source, text) for text in kits.told(around.split("\n"), found)]
    return Pasted(
        tuple(row for _, meant in outputs for row in meant.rows),
        tuple(_understood(source, *pair) for pair in outputs if pair[1].rows),
        tuple(unread),
        tuple(outputs),
    )


def _strays(around: str, found: Sequence[Output]) -> str:
    """What is told of lines that stand inside an output and are none of its own."""
    lines = around.split("\n")
    mixed = [o for o in found if fit.STRAY in o.restored]
    left = {n for o in mixed for n in range(o.line, min(o.last, len(lines)) + 1) if lines[n - 1].strip()}
    names = ", ".join(o.subject or o.check for o in mixed)
    return (
        f"{len(left)} lines that stand inside the output of {names} are not its own: not judged"
        if left
        else ""
    )


def _has_pieces(text: str) -> bool:
    """Pieces of frames, or the same ones once more, are left: what stands between them is no raw output."""
    lines, _ = undo.apply(lines_of(text), undo.every())
    return any("#farhand " in line.text and "#farhand kit " not in line.text for line in lines)


def holds_frames(text: str) -> bool:
    """True where a frame, or a piece of one, may be in it: also in the base64 of a mail."""
    return bool(_MARK.search(text)) or base64_body.hides_a_frame(text)


def outside(text: str) -> str:
    """The text with the lines of its frames left empty, so that all others keep their numbers."""
    return _around(text, frames.find(text[:_MOST])) if holds_frames(text) else text


def _around(text: str, found: Sequence[Output]) -> str:
    """Lines that were mixed into an output stay; they are none of its own."""
    lines = text.split("\n")
    for output in found if any(output.check for output in found) else ():
        own = {_bare(line) for line in output.body} if fit.STRAY in output.restored else None
        spans = ((output.line, output.last), *output.copies) if output.check else ()
        for number in (n - 1 for first, last in spans for n in range(first, min(last, len(lines)) + 1)):
            if own is None or _bare(lines[number]) in own or "#farhand " in lines[number]:
                lines[number] = ""
    return "\n".join(lines)


def _bare(line: str) -> str:
    """The words of a line, whatever was put around them."""
    return re.sub(r"\W", "", line)


def _once(outputs: list[tuple[Output, Meant]]) -> list[tuple[Output, Meant]]:
    """An output without a seal that came twice counts once."""
    seen: dict[object, tuple[Output, Meant]] = {}
    for number, (output, meant) in enumerate(outputs):
        same = (output.check, output.subject, output.ask, output.body, output.lost)
        seen.setdefault(number if output.proved else same, (output, meant))
    return list(seen.values())


def _understood(source: str, output: Output, meant: Meant) -> Mapping[str, Any]:
    row = {"source": source, "reader": output.check, "lines": len(output.body), "subject": output.subject}
    told = {"host": output.host, "restored": list(output.restored), "not_judged": meant.why}
    return {**row, **{key: value for key, value in told.items() if value}}


def _unread(source: str, why: str) -> Mapping[str, Any]:
    return {"source": source, "why": why}
