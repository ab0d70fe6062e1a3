"""What was taken of an answer, as data and for the terminal. All of it is masked and escaped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from farhand.answers.asked import Asked
from farhand.answers.remarks import moment
from farhand.answers.taken import Blocked, Refused, Taken, Took
from farhand.evidence import Opinion
from farhand.faces import diagnosis as diagnosis_face
from farhand.faces.escape import terminal
from farhand.redact import Redactor

UNSEALED = "it has no checksum: a change of a digit or a line cannot be seen"
#: Characters of a quoted line that are shown.
_QUOTED = 200


def document(
    found: Sequence[Taken], asked: Sequence[Asked], rows: Sequence[Mapping[str, Any]], redactor: Redactor
) -> dict[str, Any]:
    """The document `farhand.answer/1`, but for the diagnosis."""
    took = [one for part in found for one in part.took]
    made: dict[str, Any] = {
        "schema": "farhand.answer/1",
        "understood": [_took(one) for one in took],
        "not_belonging": [{**_where(one), "why": why} for one in took for why in one.foreign],
        "could_not_look": [*_could_not(took), *(_blocked(b) for part in found for b in part.blocked)],
        "refusals": [_refused(r) for part in found for r in part.refused],
        "missing": missing([one for one in asked if one.open]),
        "unread": [
            *({"source": part.source, "why": why} for part in found for why in part.unread),
            *({"source": str(row.get("source")), "why": str(row.get("why"))} for row in rows),
        ],
    }
    return redactor.facts(made)


def missing(still: Sequence[Asked]) -> list[dict[str, Any]]:
    """What was asked and has not come back."""
    return [{"id": one.id, "what": one.what, "asked": one.at, "choices": list(one.choices)} for one in still]


def write(made: Mapping[str, Any], opinion: Opinion, console: Console) -> None:
    """What was understood first; the findings last."""
    for line in _lines(made):
        console.print(line)
    diagnosis_face.write(opinion, console)


def _took(one: Took) -> dict[str, Any]:
    output = one.output
    restored = [*output.restored, *(f"messages translated from {name}" for name in one.meant.languages)]
    return {
        **_where(one), "host": output.host, "at": moment(output.began),
        "ask": one.question.id if one.question else "",
        "proved": output.proved, "judged": one.judged, "restored": restored, "not_judged": one.meant.why,
        "says": [*one.says, *([f"it came {output.times} times"] if output.times > 1 else []),
                 *([] if output.proved or output.lost else [UNSEALED])],
    }  # fmt: skip


def _where(one: Took) -> dict[str, Any]:
    output = one.output
    return {"source": one.source, "line": output.line, "check": output.check, "subject": output.subject}


def _could_not(took: Sequence[Took]) -> Iterator[dict[str, Any]]:
    for one in took:
        if one.meant.instead:
            yield {**_where(one), "why": one.meant.why, "instead": one.meant.instead}


def _blocked(one: Blocked) -> dict[str, Any]:
    number = one.question.id if one.question else ""
    told = {"source": one.source, "line": one.line, "check": "", "subject": number}
    return {**told, "why": f"{one.why} ({one.text[:_QUOTED]})", "instead": one.instead}


def _refused(one: Refused) -> dict[str, Any]:
    names = [q.id for q in one.meant]
    command = f'farhand answer --declined {names[0] if len(names) == 1 else "ASK"} "WHY"'
    return {
        "source": one.source,
        "line": one.line,
        "text": one.text[:_QUOTED],
        "may_mean": names,
        "record_with": command,
    }


def _lines(made: Mapping[str, Any]) -> Iterator[Text]:
    for row in made["understood"]:
        yield from _understood(row)
    for row in made["not_belonging"]:
        yield _line("yellow", f"does not belong? {_name(row)}: {row['why']}")
    for row in made["could_not_look"]:
        yield _line("magenta", f"could not look: {_name(row)}: {row['why']}; {row['instead']}")
    for row in made["refusals"]:
        meant = f" of {', '.join(row['may_mean'])}" if row["may_mean"] else ""
        yield _line("yellow", f"{row['source']}:{row['line']} reads like a refusal{meant}: {row['text']!r}; "
                    f"record it with: {row['record_with']}")  # fmt: skip
    for row in made["unread"]:
        yield _line("yellow", f"not read {row['source']}: {row['why']}")
    for row in made["missing"]:
        yield _line("bold", f"asked and not answered yet: {row['id']}: {row['what']}")


def _understood(row: Mapping[str, Any]) -> Iterator[Text]:
    where = " ".join(filter(None, (f"on {row['host']}" if row["host"] else "", row["at"])))
    how = "proved whole" if row["proved"] else "not proved"
    yield _line("", f"{row['source']}:{row['line']} {_name(row)} {where}: {how}")
    if row["restored"]:
        yield _line("dim", f"    put right: {', '.join(row['restored'])}")
    if row["not_judged"]:
        yield _line("magenta", f"    not judged: {row['not_judged']}")
    for text in row["says"]:
        yield _line("dim", f"    {text}")


def _name(row: Mapping[str, Any]) -> str:
    check, subject = row.get("check", ""), row.get("subject", "")
    return (
        f"{check} of {subject}"
        if check and subject and check != subject
        else check or subject or row["source"]
    )


def _line(style: str, text: str) -> Text:
    return Text(terminal(text), style)
