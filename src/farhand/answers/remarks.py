"""Does an output belong: where it is from, when it was printed, which question it answers?  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone

from farhand.answers.asked import Asked
from farhand.paste import Output

#: Seconds by which a clock may differ, and for which one command may run.
_OFF, _LONG = 600, 1800
#: The names that docker gives to containers, and the ends of those that kubernetes gives to pods.
_CONTAINER = re.compile(r"[0-9a-f]{12}")
_POD = re.compile(r"(?:-[a-f0-9]{8,10})?-[a-z0-9]{5}$|-\d{1,3}$")


@dataclass(frozen=True)
class Before:
    """What earlier answers of a case were: host, subject, check, and when they began by the host's clock."""

    host: str
    subject: str
    check: str
    began: int
    body: tuple[str, ...] = ()


@dataclass(frozen=True)
class Remark:
    """A sentence about an output. `foreign`: it does not belong; `dropped`: it is not weighed either."""

    text: str
    foreign: bool = False
    dropped: bool = False


def of(
    output: Output,
    question: Asked | None,
    asked: Sequence[Asked],
    before: Sequence[Before],
    beside: Sequence[Before] = (),
) -> Iterator[Remark]:
    """What is to be said of this output. `beside`: the outputs of the same text."""
    yield from (Remark(*row) for row in _question(output, question, asked))
    yield from _host(output, before)
    yield from _time(output, question, [*before, *beside])
    yield from (Remark(*row) for row in _again(output, before))


def _question(output: Output, question: Asked | None, asked: Sequence[Asked]) -> Iterator[tuple[str, bool]]:
    this = f"{output.check} of {output.subject}" if output.subject else output.check
    if question is None:
        if output.ask and asked:
            yield f"it names the question {output.ask}, which was not asked in this case", True
        elif asked and output.check:
            yield f"this is the output of {this}, which was not asked for; it is used for what it is", False
        return
    if not _fits(output, question):
        yield f"this is the output of {this}, asked was {question.what}; it is used for what it is", True
    if not question.open:
        yield f"{question.id} was {question.closed_by} already, {question.closed_at[:19]}Z", False


def _fits(output: Output, question: Asked) -> bool:
    checks = [word.strip() for word in question.check.split(",") if word.strip()]
    return (not question.subject or output.subject in (question.subject, output.check)) and (
        not checks or output.check in checks or question.subject == output.subject
    )


def _host(output: Output, before: Sequence[Before]) -> Iterator[Remark]:
    hosts = list(dict.fromkeys(row.host for row in before if row.host))
    if output.host and hosts and not any(_same_place(output.host, host) for host in hosts):
        text = f"it was printed on {output.host}; the answers before came from {', '.join(hosts[:4])}"
        yield Remark(text, True, True)


def _same_place(a: str, b: str) -> bool:
    """One machine, or pods of one deployment; the name of a container says nothing of where it is."""
    if a == b or _CONTAINER.fullmatch(a) or _CONTAINER.fullmatch(b):
        return True
    return bool(_POD.search(a) and _POD.search(b)) and _POD.sub("", a) == _POD.sub("", b)


def _time(output: Output, question: Asked | None, others: Sequence[Before]) -> Iterator[Remark]:
    host = output.host or "that host"
    if output.began and output.ended and not -2 <= output.ended - output.began <= _LONG:
        yield Remark(
            f"the clock of {host} jumped while it ran: from {moment(output.began)} to {moment(output.ended)}"
        )
    asked_at = _seconds(question.at) if question else 0
    if output.began and asked_at and output.began < asked_at - _OFF:
        when = f"it was printed at {moment(output.began)}, before it was asked for at {moment(asked_at)}"
        if any(row.host == output.host and row.began >= asked_at - _OFF for row in others):
            yield Remark(f"{when}: an old output, for the clock of {host} is right in others", True, True)
        else:
            yield Remark(f"{when}: an old output again, or the clock of {host} is behind", True)


def _again(output: Output, before: Sequence[Before]) -> Iterator[tuple[str, bool]]:
    same = [
        row
        for row in before
        if (row.host, row.subject, row.check) == (output.host, output.subject, output.check)
    ]
    if output.began and any(row.began == output.began for row in same):
        altered = not any(row.body == output.body for row in same if row.began == output.began)
        what = "and differs from what came then" if altered and not output.lost else "it tells nothing new"
        yield f"this output came before, {what}", True


def moment(seconds: int) -> str:
    """UTC, as it is shown; nothing for what is no time."""
    try:
        return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%d %H:%M:%SZ") if seconds else ""
    except (ValueError, OverflowError, OSError):
        return ""


def _seconds(text: str) -> int:
    try:
        return int(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())
    except ValueError:
        return 0
