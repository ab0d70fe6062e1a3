"""Text that somebody pasted, turned into evidence.  Pure.

A check's command is printed inside a frame, so that its output is found again in whatever surrounds it:

    #farhand begin check=tcp subject=payments v=1
    ...
    #farhand end rc=0

Mail quotes, CRLF, colours, prompts and chatter around it do no harm. A frame without an end was cut
off: its stages are `unknown`, never judged on half an output. Text without a frame is offered to every
check's `read`; it counts only where it is unmistakable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote

from farhand import checks
from farhand.checks import Check
from farhand.model import Evidence, Seen, Vantage

CUT_OFF = "the output is cut off: its last line is missing"

_BEGIN = re.compile(r"^(?P<quote>.{0,80}?)#farhand begin (?P<words>[^\r\n]{1,2000}?)\s*$")
_END = re.compile(r"#farhand end rc=(\d{1,3})")
_WORD = re.compile(r"(\w+)=(\S*)")
_COLOUR = re.compile(r"\x1b\[[0-9;?]{0,20}[A-Za-z]|\x1b\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)")
_MAIL = re.compile(r"^(?:[>|] ?){1,8}")


@dataclass(frozen=True)
class Pasted:
    """What was found in one text: the evidence, what it was read as, and what could not be read."""

    evidence: tuple[Evidence, ...] = ()
    understood: tuple[Mapping[str, Any], ...] = ()
    unread: tuple[Mapping[str, Any], ...] = ()


@dataclass
class _Frame:
    """One output between its begin and end lines."""

    words: Mapping[str, str]
    line: int
    body: list[str] = field(default_factory=list)
    ended: bool = False


def frame(check: str, subject: str, script: str, run_by: str = "") -> str:
    """POSIX sh text that runs `script` in a frame and ends with the script's exit status."""
    words = f"check={quote(check, safe='')} subject={quote(subject, safe='')}"
    words += f" run_by={quote(run_by, safe='')}" if run_by else ""
    return (
        f"echo '#farhand begin {words} v=1'\n"
        f"(\n{script.rstrip()}\n) 2>&1\n"
        'set -- "$?"; echo "#farhand end rc=$1"; (exit "$1")\n'
    )


def command_of(check: Check, subject: str, settings: Mapping[str, Any], run_by: str = "") -> str | None:
    """The framed command by which a person asks what this check asks; None where it has none."""
    command = getattr(check, "command", None)
    if command is None:
        return None
    return frame(checks.name_of(check), subject, str(command(subject, settings)), run_by)


def read(text: str, source: str) -> Pasted:
    """All evidence in a text. Never raises for what the text holds."""
    lines = text.split("\n")
    frames, rest = _frames(lines)
    if not frames:
        return _unframed(text, source)
    parts = [_framed(found, source) for found in frames]
    return Pasted(
        tuple(row for part in parts for row in part.evidence),
        tuple(row for part in parts for row in part.understood),
        tuple(row for part in parts for row in part.unread) + _left_over(rest, source),
    )


def outside(text: str) -> str:
    """The text with the lines of its frames left empty, so that all others keep their numbers."""
    return "\n".join(_frames(text.split("\n"))[1]) if "#farhand begin" in text else text


def _frames(lines: list[str]) -> tuple[list[_Frame], list[str]]:
    """The frames in order, and the lines outside of them; those inside are left empty there."""
    frames: list[_Frame] = []
    outside: list[str] = []
    prefix = ""
    for number, raw in enumerate(lines, 1):
        line = _COLOUR.sub("", raw.rstrip("\r"))
        begin = _BEGIN.match(line) if "#farhand begin" in line else None
        now = frames[-1] if frames and not frames[-1].ended else None
        if begin and "echo" not in begin["quote"]:
            prefix = begin["quote"]
            frames.append(_Frame(dict(_WORD.findall(begin["words"])), number))
            outside.append("")
        elif now and "#farhand end" in line and _END.search(line):
            now.ended = True
            outside.append("")
        elif now:
            now.body.append(_unquoted(line, prefix))
            outside.append("")
        else:
            outside.append(line)
    return frames, outside


def _unquoted(line: str, prefix: str) -> str:
    """The line without what stood before the begin line: a mail's `> `, an indentation."""
    if not prefix:
        return line
    if line.startswith(prefix):
        return line[len(prefix) :]
    if line == prefix.rstrip():
        return ""
    return _MAIL.sub("", line) if _MAIL.match(prefix) else line


def _framed(found: _Frame, source: str) -> Pasted:
    name = unquote(found.words.get("check", ""))
    try:
        check = checks.find(name)
        reader = check.read  # type: ignore[attr-defined]
    except (LookupError, AttributeError, ImportError):
        why = f"line {found.line}: there is no reader for a check named {name!r}"
        return Pasted(unread=(_unread(source, why),))
    seen, problem = _seen(reader, "\n".join(found.body) + "\n")
    if not seen:
        why = CUT_OFF if not found.ended else problem or "the output holds nothing that this check knows"
        seen = [Seen(checks.own_stages(check)[0], unknown=why)]
    subject = unquote(found.words.get("subject", "")) or name
    about = {"run_by": unquote(found.words["run_by"]), "kind": name} if found.words.get("run_by") else None
    rows = [_evidence(name, subject, s, source, found.line, found.ended) for s in seen]
    if about:
        rows[0] = _with_about(rows[0], about)
    return Pasted(tuple(rows), ({"source": source, "reader": name, "lines": len(found.body)},))


def _seen(reader: Any, text: str) -> tuple[list[Seen], str]:
    """What a reader makes of a text. A reader that stumbles costs only its own output."""
    try:
        return [s for s in reader(text) if isinstance(s, Seen)], ""
    except Exception as error:  # the text may be anything at all
        return [], f"the output could not be read: {type(error).__name__}"


def _evidence(check: str, subject: str, seen: Seen, source: str, line: int, whole: bool) -> Evidence:
    return Evidence(
        check=check,
        subject=subject,
        stage=seen.stage,
        facts=seen.facts,
        unknown=seen.unknown if whole else CUT_OFF,
        vantage=Vantage("host", "paste"),
        source=source,
        line=line,
        raw=seen.raw,
    )


def _with_about(row: Evidence, about: Mapping[str, Any]) -> Evidence:
    from dataclasses import replace

    return replace(row, facts={"about": about, **row.facts})


def _unframed(text: str, source: str) -> Pasted:
    """Offered to every check; taken where exactly one knows it, or where it names the check itself."""
    plain = "\n".join(_MAIL.sub("", _COLOUR.sub("", line.rstrip("\r"))) for line in text.split("\n"))
    if not plain.strip():
        return Pasted(unread=(_unread(source, "there is nothing in it"),))
    knowing = {name: seen for name, seen in _offered(plain) if seen}
    named = {name: seen for name, seen in knowing.items() if re.search(rf"\bfarhand {name}\b", plain)}
    chosen = named or (knowing if len(knowing) == 1 else {})
    if not chosen:
        return Pasted(unread=(_unread(source, _why(knowing)),))
    rows = [
        _evidence(name, str(s.facts.get("host") or name), s, source, 1, True)
        for name, seen in chosen.items()
        for s in seen
    ]
    count = plain.rstrip("\n").count("\n") + 1
    return Pasted(tuple(rows), tuple({"source": source, "reader": name, "lines": count} for name in chosen))


def _offered(text: str) -> Iterator[tuple[str, list[Seen]]]:
    for check in checks.every():
        reader = getattr(check, "read", None)
        if reader:
            seen, _ = _seen(reader, text)
            yield checks.name_of(check), [s for s in seen if not s.unknown]


def _why(knowing: Mapping[str, object]) -> str:
    if knowing:
        return f"it could be the output of several checks: {', '.join(sorted(knowing))}"
    return "no frame (#farhand begin) in it, and no check knows its output"


def _left_over(lines: list[str], source: str) -> tuple[Mapping[str, Any], ...]:
    """Text around frames is chatter and is not reported, unless it holds a frame's end without a begin."""
    if any("#farhand end" in line and "echo" not in line for line in lines):
        return (_unread(source, "there is an end of an output whose beginning is missing"),)
    return ()


def _unread(source: str, why: str) -> Mapping[str, Any]:
    return {"source": source, "why": why}
