"""How runtimes, syslog and the journal keep the lines of a program; they are added to `writers.ALL`."""

from __future__ import annotations

import json

from tests.logs.formats.writers import (
    ALL,
    ERROR,
    INFO,
    TRACE,
    WARNING,
    Entry,
    elastic,
    klog,
    python,
    rest,
    structlog,
    writer,
)

__all__ = ["ALL"]


def _later(e: Entry, text: str) -> list[tuple[str, str]]:
    """Lines of a program, each with the time at which a runtime saw it, to the nanosecond."""
    lines = text.splitlines(keepends=True)
    return [(f"{e.stamp('%Y-%m-%dT%H:%M:%S', 6)}{number:03d}", line) for number, line in enumerate(lines)]


def docker_of(e: Entry, text: str) -> str:
    lines = [
        json.dumps({"log": line, "stream": "stderr", "time": time + "Z"}, separators=(",", ":"))
        for time, line in _later(e, text)
    ]
    return "\n".join(lines) + "\n"


@writer(6)
def docker_python(e: Entry) -> str:
    return docker_of(e, python(e))


@writer(6)
def docker_json(e: Entry) -> str:
    return docker_of(e, elastic(e) + rest(e, TRACE))


@writer(6)
def docker_colours(e: Entry) -> str:
    return docker_of(e, structlog(e))


@writer(6)
def docker_parts(e: Entry) -> str:
    """A line of more than 16 KiB: only its last part ends with a newline."""
    first, last = (docker_of(e, part) for part in (python(e)[:-1] + "x" * 100, "y" * 100 + "\n"))
    return first + last if e.more else docker_of(e, python(e))


def cri_of(e: Entry, text: str) -> str:
    return "".join(f"{time}Z stderr F {line}" for time, line in _later(e, text))


@writer(6)
def cri_python(e: Entry) -> str:
    return cri_of(e, python(e))


@writer(6)
def cri_klog(e: Entry) -> str:
    return cri_of(e, klog(e))


@writer(6)
def cri_without_time(e: Entry) -> str:
    return cri_of(e, f"{e.word}: {e.text}\n" + rest(e, TRACE))


@writer(6)
def cri_parts(e: Entry) -> str:
    line = python(Entry(e.at, e.level, e.number, False))
    if not e.more:
        return cri_of(e, line)
    stamp = e.stamp("%Y-%m-%dT%H:%M:%S", 6) + "000Z stderr"
    return f"{stamp} P {line[:40]}\n{stamp} P {'x' * 100}\n{stamp} F {line[40:]}"


@writer(6)
def stamped_python(e: Entry) -> str:
    return "".join(f"{time}Z {line}" for time, line in _later(e, python(e)))


@writer(6)
def stamped_without_time(e: Entry) -> str:
    return "".join(f"{time}Z {line}" for time, line in _later(e, f"{e.word}: {e.text}\n  more\n"))


@writer()
def compose(e: Entry) -> str:
    return "".join(f"web-1  | {line}" for line in python(e).splitlines(keepends=True))


@writer(6)
def compose_with_times(e: Entry) -> str:
    return "".join(f"web-1  | {line}" for line in stamped_python(e).splitlines(keepends=True))


@writer()
def compose_colours(e: Entry) -> str:
    lines = elastic(e).splitlines(keepends=True)
    return "".join(f"\x1b[36mweb-1   |\x1b[0m {line}" for line in lines)


@writer()
def kubectl_prefix(e: Entry) -> str:
    return "".join(f"[pod/web-1/app] {line}" for line in elastic(e).splitlines(keepends=True))


@writer(6)
def stern(e: Entry) -> str:
    return "".join(f"web-5d4f7c8b9-abcde app {line}" for line in klog(e).splitlines(keepends=True))


def syslog_of(head: str, text: str) -> str:
    return "".join(head + line for line in text.splitlines(keepends=True))


@writer(0)
def syslog(e: Entry) -> str:
    head = f"{e.at.strftime('%b')} {e.at.day:2d} {e.stamp('%H:%M:%S')} web app[12]: "
    return syslog_of(head, python(e))


@writer(0)
def syslog_priority(e: Entry) -> str:
    number = {INFO: 6, WARNING: 4, ERROR: 3}[e.level]
    head = f"<{128 + number}>{e.at.strftime('%b')} {e.at.day:2d} {e.stamp('%H:%M:%S')} web app[12]: "
    return syslog_of(head, e.text + "\n" + rest(e, "  more of it\n"))


@writer(6)
def syslog_iso(e: Entry) -> str:
    return syslog_of(
        e.stamp("%Y-%m-%dT%H:%M:%S", 6) + "+00:00 web app[12]: ", f"{e.word}: {e.text}\n" + rest(e, TRACE)
    )


@writer()
def syslog5424(e: Entry) -> str:
    number = {INFO: 6, WARNING: 4, ERROR: 3}[e.level]
    head = f'<{128 + number}>1 {e.stamp("%Y-%m-%dT%H:%M:%S", 3)}Z web app 12 ID [a@1 b="c]"] '
    return syslog_of(head, e.text + "\n" + rest(e, "  more of it\n"))


def _journal(e: Entry, text: str, number: int) -> str:
    priority = {INFO: 6, WARNING: 4, ERROR: 3}[e.level]
    stamp = round(e.seconds * 1_000_000)
    return (
        f"__CURSOR=s=1;i={e.number}.{number}\n__REALTIME_TIMESTAMP={stamp}\n__MONOTONIC_TIMESTAMP=5\n"
        f"PRIORITY={priority}\n"
        f"_SYSTEMD_UNIT=a.service\nMESSAGE={text}\n_PID=12\n\n"
    )


@writer(6)
def journal_export(e: Entry) -> str:
    return "".join(
        _journal(e, line, n) for n, line in enumerate((f"{e.word}: {e.text}\n" + rest(e, TRACE)).splitlines())
    )


@writer(6)
def journal_binary(e: Entry) -> str:
    if not e.more:
        return journal_export(e)
    text = f"{e.word}: {e.text}\nsecond line\n"
    size = len(text).to_bytes(8, "little").decode("latin-1")
    return _journal(e, "", 0).replace("MESSAGE=", "MESSAGE\n" + size + text)


@writer(6)
def journal_json(e: Entry) -> str:
    lines = (f"{e.word}: {e.text}\n" + rest(e, TRACE)).splitlines()
    rows = [
        {"MESSAGE": line, "__REALTIME_TIMESTAMP": str(round(e.seconds * 1e6)), "PRIORITY": "6"}
        for line in lines
    ]
    return "".join(json.dumps(row) + "\n" for row in rows)
