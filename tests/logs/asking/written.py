"""Logs as programs write them, with the truth beside them: each record's time, level and text."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from farhand.logs import asking
from farhand.when import Window, stamp
from tests.conftest import need_tool

START = datetime(2026, 11, 20, 13, 59, 50, tzinfo=timezone.utc)
LEVELS = ("debug", "info", "warning", "error", "critical")
EAST = timezone(timedelta(hours=2))
#: Lines that belong to the record above them.
MORE = (
    "Traceback (most recent call last):\n",
    '  File "a.py", line 3, in f\n',
    "ValueError: no such thing\n",
)


@dataclass(frozen=True)
class Record:
    at: datetime
    level: str
    text: str  # with all its lines


Line = Callable[[datetime, str, str], str]


def _python(at: datetime, level: str, said: str) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S},{at.microsecond // 1000:03d} {level.upper():8} [app] {said}"


def _java(at: datetime, level: str, said: str) -> str:
    local = at.astimezone(EAST)
    word = {"critical": "FATAL", "warning": "WARN"}.get(level, level.upper())
    return (
        f"{local:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}+02:00  {word} 1 --- [main] c.Shop : {said}"
    )


def _json(at: datetime, level: str, said: str) -> str:
    return json.dumps(
        {"id": 1234567890, "timestamp": f"{at:%Y-%m-%dT%H:%M:%S.%f}Z", "level": level, "msg": said}
    )


def _pino(at: datetime, level: str, said: str) -> str:
    number = {"debug": 20, "info": 30, "warning": 40, "error": 50, "critical": 60}[level]
    return json.dumps(
        {"level": number, "time": int(at.timestamp() * 1000), "msg": said}, separators=(",", ":")
    )


def _logfmt(at: datetime, level: str, said: str) -> str:
    return f'ts={at.timestamp():.3f} level={level} msg="{said}"'


def _nginx(at: datetime, level: str, said: str) -> str:
    word = {"warning": "warn", "critical": "crit"}.get(level, level)
    return f"{at:%Y/%m/%d %H:%M:%S} [{word}] 7#7: *1 {said}"


def _access(at: datetime, level: str, said: str) -> str:
    return f'192.0.2.7 - - [{at:%d/%b/%Y:%H:%M:%S} +0000] "GET /{said.replace(" ", "/")} HTTP/1.1" 500 12'


def _access_east(at: datetime, level: str, said: str) -> str:
    return f'192.0.2.7 - - [{at.astimezone(EAST):%d/%b/%Y:%H:%M:%S} +0200] "GET /{said} HTTP/1.1" 500 12'


def _tomcat(at: datetime, level: str, said: str) -> str:
    word = {"error": "SEVERE", "critical": "FATAL", "debug": "FINE"}.get(level, level.upper())
    return f"{at:%d-%b-%Y %H:%M:%S}.{at.microsecond // 1000:03d} {word} [main] org.x {said}"


def _apache(at: datetime, level: str, said: str) -> str:
    word = {"warning": "warn", "critical": "crit"}.get(level, level)
    return f"[{at:%a %b %d %H:%M:%S.%f %Y}] [core:{word}] [pid 7] {said}"


def _syslog(at: datetime, level: str, said: str) -> str:
    return f"{at:%b} {at.day:2d} {at:%H:%M:%S} web-1 shop[7]: {level.upper()} {said}"


def _klog(at: datetime, level: str, said: str) -> str:
    letter = {"debug": "I", "info": "I", "warning": "W", "error": "E", "critical": "F"}[level]
    return f"{letter}{at:%m%d %H:%M:%S.%f}       7 shop.go:12] {said}"


def _postgres(at: datetime, level: str, said: str) -> str:
    word = {"critical": "FATAL", "info": "LOG"}.get(level, level.upper())
    return f"{at:%Y-%m-%d %H:%M:%S}.{at.microsecond // 1000:03d} UTC [77] {word}:  {said}"


def _glog(at: datetime, level: str, said: str) -> str:
    line = _klog(at, level, said)
    return f"{line[0]}{at:%Y}{line[1:]}"


def _redis(at: datetime, level: str, said: str) -> str:
    return f"7:M {at:%d %b %Y %H:%M:%S}.{at.microsecond // 1000:03d} # {said}"


def _mariadb(at: datetime, level: str, said: str) -> str:
    word = {"info": "Note", "debug": "Note", "critical": "ERROR"}.get(level, level.upper())
    return f"{at:%Y-%m-%d} {at.hour:2d}:{at:%M:%S} 0 [{word}] {said}"


def _spark(at: datetime, level: str, said: str) -> str:
    return f"{at:%y/%m/%d %H:%M:%S} {level.upper()} SparkContext: {said}"


FORMS: dict[str, Line] = {
    "python": _python, "java": _java, "json": _json, "pino": _pino, "logfmt": _logfmt, "nginx": _nginx,
    "access": _access, "access_east": _access_east, "tomcat": _tomcat, "apache": _apache, "syslog": _syslog,
    "klog": _klog, "postgres": _postgres, "glog": _glog, "redis": _redis, "mariadb": _mariadb,
    "spark": _spark,
}  # fmt: skip
#: These say no level, and no record of theirs has several lines.
NO_LEVEL, ONE_LINE = ("access", "access_east", "redis"), ("json", "pino", "logfmt", "access", "access_east")


def log(form: str, steps: Iterable[tuple[int, int, int]]) -> list[Record]:
    """For each step: milliseconds after the last one, number of a level, lines of a traceback."""
    at, found = START, []
    for number, (step, level, more) in enumerate(steps):
        at += timedelta(milliseconds=step)
        name = LEVELS[level]
        lines = MORE[: 0 if form in ONE_LINE else more]
        found.append(
            Record(at, name, FORMS[form](at, name, f"message {number} of it") + "\n" + "".join(lines))
        )
    return found


def of(records: Iterable[Record]) -> bytes:
    return "".join(record.text for record in records).encode()


def wanted(
    records: Iterable[Record], since: datetime, until: datetime, level: str = "", text: str = ""
) -> list[Record]:
    """The slow reference."""
    least = LEVELS.index(level) if level else 0
    return [r for r in records if since <= r.at < until and LEVELS.index(r.level) >= least and text in r.text]


def window(since: datetime, until: datetime) -> Window:
    return Window(since=stamp(since.timestamp()), until=stamp(until.timestamp()))


def path_with(awk: str, place: Path) -> str:
    """A PATH on which `awk` is this one (gawk, mawk, busybox), and no farhand."""
    folder = place / f"bin-{awk}"
    if not folder.exists():
        folder.mkdir()
        (folder / "awk").symlink_to(need_tool(awk))
    return f"{folder}:/usr/bin:/bin"


def run(script: str, path: str = "", shell: Sequence[str] = ("sh",), cwd: Path | None = None) -> bytes:
    """What it prints; both of its words on standard error must be its own."""
    env = {**os.environ, "PATH": path or "/usr/bin:/bin"}
    env.pop("LC_ALL", None)
    done = subprocess.run(
        [*shell, "-c", script], capture_output=True, env=env, cwd=cwd, timeout=120, check=False
    )
    said = [line for line in done.stderr.decode().splitlines() if "not installed here" not in line]
    assert not said, said
    return done.stdout


def command(asked: asking.Asked) -> tuple[str, str]:
    """The counting command and the one that reads."""
    (one,) = asking.answer(asked).commands
    return one.count, one.take


def shells() -> list[Sequence[str]]:
    found = [("sh",), ("dash",), ("bash",), ("busybox", "sh")]
    return [words for words in found if shutil.which(words[0])]
