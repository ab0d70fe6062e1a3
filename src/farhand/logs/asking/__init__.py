"""The exact command to ask a customer for, for a window of a log, a level and a text.  Pure.

`answer(asked)` gives text to paste for the platform and the target: read-only, bounded in time and bytes,
redacted on the customer's machine; and first a command that only counts what would come.
"""

from __future__ import annotations

from farhand import platforms
from farhand.errors import Mistake
from farhand.logs.asking import files, times, tools
from farhand.logs.asking.model import MAYBE, NO, YES, Answer, Asked
from farhand.platforms import HIDES, _log


def answer(asked: Asked) -> Answer:
    """Raises Mistake where there is no log to ask, and LookupError for a platform that there is not."""
    if asked.source:
        return Answer(asked, tuple(files.commands(asked)), _prints(asked), _of_file(asked), _hides(asked))
    found = list(tools.commands(asked))
    if not found:
        platform = platforms.find(asked.platform)
        raise Mistake(
            f"which log? Give --source PATH, or [logs] source in farhand.toml: on {asked.platform or 'bare'} "
            f"nobody keeps what a {platform.TARGET} writes"
            if (not platform.SOURCE and asked.target) or not asked.platform
            else f"which {platform.TARGET}? Give --target NAME, or [deploy] target in farhand.toml"
        )
    loses = [text for _, one in found for text in (*one.loses, *_of_tool(asked, one))]
    return Answer(
        asked, tuple(c for c, _ in found), _prints(asked), tuple(dict.fromkeys(loses)), _hides(asked)
    )


def _prints(asked: Asked) -> tuple[str, ...]:
    window = asked.window
    time = {
        (True, True): f"from {window.since} to {window.until}",
        (True, False): f"from {window.since} on",
        (False, True): f"before {window.until}",
        (False, False): "without a bound in time",
    }[bool(window.since), bool(window.until)]
    what = "Whole records" if asked.source or asked.level or asked.texts else "Lines"
    which = "the first" if window.since else "the last"
    most = f"at most {asked.limit} bytes ({which} ones), in at most {asked.seconds} seconds"
    rows = [f"{what}, {time}, {most}."]
    if asked.level and asked.level != "debug":
        rows.append(f"Only records of level {asked.level} and worse.")
    rows += [f"Only records with the text {text!r}." for text in asked.texts]
    return tuple(rows)


def _hides(asked: Asked) -> str:
    if asked.farhand == YES:
        return "Secrets are replaced by marks, by Farhand on that machine."
    forms = f"{HIDES[0].upper()}{HIDES[1:]}."
    if asked.farhand == NO:
        return f"{forms} Look through it before it leaves."
    return (
        "Secrets are replaced by marks where Farhand is on that machine. Where it is not: "
        f"{HIDES}; then look through it before it leaves. The command says which of the two it was."
    )


_WORDS = (
    "The level is looked for as a word in the first line of each record (ERROR, level=error, [error] and "
    "the like): records that have such a word for another reason come as well, and records that write their "
    "level otherwise are missed."
)
_RECORDS = (
    "Where a record begins is told by a time near the beginning of a line, or by JSON: in a log without "
    "times every line that is not indented is a record of its own."
)


def _of_tool(asked: Asked, one: platforms.Reading) -> list[str]:
    by_words = bool(asked.level) and (asked.by_words or _log.LEVEL not in one.does)
    rows = [_WORDS] if by_words else []
    if not asked.sample and (by_words or asked.texts):
        rows.append(_RECORDS)
    if not one.ordered:
        rows.append("The lines of several containers come one container after the other, or mixed.")
    if asked.previous and one.program != "kubectl":
        rows.append(
            f"{one.program} keeps one log across restarts of the same container: --previous changes nothing."
        )
    return rows


def _of_file(asked: Asked) -> tuple[str, ...]:
    if asked.farhand == YES:
        return ()
    found, window = files.form(asked), asked.window
    timed = bool(window.since or window.until)
    rows = [_WORDS] if asked.level and asked.level != "debug" else []
    if timed and not found:
        rows.append(
            "Without Farhand there the window cannot be cut, since the shape of the log's times is not "
            f"known: the last {asked.limit} bytes come instead. Give a line of the log: --line 'TEXT' or "
            "--sample FILE."
        )
    elif timed and found:
        named = "its distance from UTC" if found.offset else f"no other zone than {found.zone}"
        rows.append(f"Times are read as in the sample ({found.example.strip()}): each line names {named}.")
        if found.over(window):
            late = times.LATE // 60
            rows.append(
                f"Reading ends {late} minutes after the window: a record later out of order is missed."
            )
        if found.shape.YEARLY:
            rows.append("The log's times have no year: the same days of another year would come as well.")
    elif not found and (asked.level or asked.texts):
        rows.append(_RECORDS)
    return tuple(rows)


__all__ = ["MAYBE", "NO", "YES", "Answer", "Asked", "answer"]
