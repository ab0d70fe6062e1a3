"""The log as a platform keeps it: its own command with the window, and what that cannot choose.  Pure."""

from __future__ import annotations

from collections.abc import Iterator

from farhand import platforms
from farhand.logs.asking import filters, shell, times
from farhand.logs.asking.model import Asked, Command
from farhand.platforms import Reading, Wanted, Window, _log, between

#: Bytes of the platform's log that are gone through for each byte that is wanted, where only a part is.
_THROUGH = 40


def commands(asked: Asked) -> Iterator[tuple[Command, Reading]]:
    """One for each log that the target may mean, with the reading it is made of. Raises Mistake."""
    platform = platforms.find(asked.platform)
    for one in platform.log(asked.target, wanted(asked)):
        script = take(asked, one)
        about = f"the log of the {platform.TARGET} {one.name}, by {one.program}"
        yield (
            Command(
                about,
                shell.typed(f"{script}take | wc -c\n", asked.seconds),
                shell.typed(script + shell.redacted("take", asked), asked.seconds),
                f"{platform.NEEDS}; {one.program}",
            ),
            one,
        )


def wanted(asked: Asked) -> Wanted:
    window = asked.window
    part = bool(asked.level or asked.texts or window.until)
    lines = asked.lines if window.since or window.until or asked.lines else default_lines(asked)
    return Wanted(
        between(window.since, window.until) if window.since or window.until else Window(0),
        lines,
        asked.limit * (_THROUGH if part else 1),
        "" if asked.by_words else asked.level,
        asked.texts,
        asked.previous,
        max(5, asked.seconds - 5),
        prefix=True,
    )


def default_lines(asked: Asked) -> int:
    """The newest lines, where neither a time nor anything to look for is given."""
    from farhand.logs.asking.model import LINES

    return 0 if asked.level or asked.texts else LINES


def take(asked: Asked, one: Reading) -> str:
    """sh that defines `take`."""
    level = "" if _log.LEVEL in one.does and not asked.by_words else asked.level
    looked_for = () if _log.TEXT in one.does else asked.texts
    until = "" if _log.UNTIL in one.does else asked.window.until
    form = times.of_sample(asked.sample, asked.zone)
    program = filters.of_stream(one.stamps, until, level, looked_for, form)
    line = f"timeout {asked.seconds} {_log.joined(one.words)}{' 2>&1' if one.both else ''} </dev/null"
    pipe = f" |\n{shell.awk(program, looked_for)}" if program else ""
    return f"take() {{\n{line}{pipe}\n}}\n"
