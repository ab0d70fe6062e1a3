"""awk programs that choose whole records: those of a window, a level, and with a text in them.  Pure.

Texts to look for are taken from the environment (text1, text2 …): none is read as awk, or as an escape.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from farhand.logs.asking import levels, times
from farhand.platforms import _log
from farhand.when import Window

#: Lines of one record that are kept; more only come of a log in which no record's beginning is recognised.
_DEEP = 5000
_TIME = "20[0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9][.0-9]*"
#: The platform's own time in a line (RFC 3339), and the name of a container before it. A line without one is
#: no line of the log: docker says its own complaints on the same output.
_STAMPED = f"""\
match($0, /{_TIME}(Z|[+-][0-9][0-9]:[0-9][0-9]) /) {{
  who = substr($0, 1, RSTART - 1); stamp = substr($0, RSTART, RLENGTH - 1)
  line = substr($0, RSTART + RLENGTH)
}}
stamp == "" {{ print | "cat 1>&2"; next }}
"""
#: Time, host and program of journalctl. Further lines of one entry follow indented, without these.
_JOURNAL = f"""\
/^-- .* --$/ {{ print | "cat 1>&2"; next }}
match($0, /^{_TIME}[+-][0-9][0-9]:?[0-9][0-9] [^ ]+ [^:]+: /) {{
  line = substr($0, RLENGTH + 1); stamp = substr($0, 1, index($0, " ") - 1)
  who = substr($0, length(stamp) + 2, RLENGTH - length(stamp) - 1)
}}
stamp == "" {{ who = was }}
"""
_OFF = {_log.PLAIN: "", _log.FIRST: _STAMPED, _log.NAMED: _STAMPED, _log.JOURNAL: _JOURNAL}
#: Where no sample tells more: a record begins with a line that has a clock near its beginning, or with JSON;
#: in a log without clocks with every line that is not indented.
_CLOCK = "line !~ /^[ \\t]/ && substr(line, 1, 60) ~ /[0-2][0-9]:[0-5][0-9]:[0-5][0-9]/"
_BEGINS = f"(line ~ /^[{{]/ || {_CLOCK}) && (seen = 1) || !seen && line !~ /^[ \\t]/"


def of_file(form: times.Form, window: Window, level: str, texts: Sequence[str]) -> str:
    """For a file whose lines tell their time in this form."""
    inside, over = form.within(window), form.over(window)
    rules = [f"  t = {form.time()}"] if inside or over else []
    rules += [f"  if ({over}) exit"] if over else []
    chosen = f"({inside})" if inside else "1"
    conditions = _conditions(level, texts)
    head = f"{form.functions}{{ line = $0 }}\n"
    if not conditions:
        return f"{head}{form.find()} {{\n{_lines(*rules, f'  keep = {chosen}')}}}\nkeep\n"
    return head + _records(form.find(), [*rules, f"  keep = {chosen}"], conditions)


def of_stream(
    stamps: str, until: str, level: str, texts: Sequence[str], form: times.Form | None = None
) -> str:
    """For what a platform prints; empty where nothing is left to choose. `form` is that of the lines."""
    conditions = _conditions(level, texts)
    if not conditions and not until:
        return ""
    head = f'{{ line = $0; who = ""; stamp = "" }}\n{_OFF[stamps]}'
    if until:
        head = f"{times.CLOCK}{head}!({_before(until)}) {{ next }}\n"
    if not conditions:
        return f"{head}{{ print }}\n"
    begins = f"who != was || ({form.find() if form else _BEGINS})"
    return head + _records(begins, ["  keep = 1; was = who"], conditions)


def of_lines(level: str, texts: Sequence[str]) -> str:
    """For a file of which nothing is known."""
    return of_stream(_log.PLAIN, "", level, texts)


def _before(until: str) -> str:
    at = int(datetime.fromisoformat(until.replace("Z", "+00:00")).timestamp())
    return f"at(stamp, zone(substr(stamp, 20))) < {at}"


def _conditions(level: str, texts: Sequence[str]) -> str:
    parts = [f"({pattern})" for pattern in [levels.pattern(level)] if pattern]
    parts += [f'index(record, ENVIRON["text{number}"])' for number, _ in enumerate(texts, 1)]
    return " && ".join(parts)


def _records(starts: str, rules: Sequence[str], conditions: str) -> str:
    return (
        f"function end() {{\n  if (keep && {conditions}) print record\n  keep = 0\n}}\n"
        f"{starts} {{\n  end()\n{_lines(*rules, '  head = line; record = $0; more = 0; next')}}}\n"
        f'keep && more++ < {_DEEP} {{ record = record "\\n" $0 }}\n'
        "END { end() }\n"
    )


def _lines(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)
