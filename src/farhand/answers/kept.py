"""How a case keeps what came back, and which texts of a case count now.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from farhand import framing, paste
from farhand.answers.asked import Asked
from farhand.answers.remarks import Before
from farhand.answers.taken import Taken, Took, as_before, without_obstacles
from farhand.case import Entry, superseded
from farhand.case.superseded import current
from farhand.paste import Output, kits
from farhand.reading import Source
from farhand.redact import Redactor


def entries(taken: Taken, redactor: Redactor, around: Redactor | None = None) -> Iterator[Mapping[str, Any]]:
    """Bodies of the kind `answered`: one for each output, one for the text around them.

    `around`: what masks that text, where the site's rules hide more than secrets. Outputs of the checks and
    reports of a self-test name hosts and addresses, which the judge must see, and nothing of persons.
    """
    own = superseded.of(taken.rest) is not None
    mask = redactor if own or around is None else around
    for one in taken.took:
        body = {"id": _closes(one), "source": taken.source, "text": _frame(one, taken, redactor)}
        yield {**body, "foreign": "; ".join(one.foreign)} if one.dropped else body
    blocked = [b.question.id for b in taken.blocked if b.question]
    if taken.rest.strip():
        yield {
            "id": blocked[0] if blocked else "",
            "source": taken.source,
            "text": mask.text(taken.rest.strip("\n")),
        }


def reported(sources: Iterable[str], asked: Iterable[Asked]) -> Iterator[Mapping[str, Any]]:
    """Bodies of the kind `done`: open questions about what a report of a self-test has looked at."""
    seen = {subject for text in sources for subject in _looked_at(text)}
    yield from ({"of": one.id} for one in asked if one.open and one.id in seen)


def _looked_at(text: str) -> frozenset[str]:
    report = superseded.of(text)
    return report.subjects if report else frozenset()


def _closes(one: Took) -> str:
    """The question that this answers: not what comes from elsewhere, nor what was not run."""
    skipped = one.output.word("skipped")
    answers = one.question and not one.dropped and skipped in ("", kits.DECLINED)
    return one.question.id if one.question and answers else ""


def declined(taken: Taken) -> Iterator[Mapping[str, Any]]:
    """Bodies of the kind `declined`: what the customer left out of a kit."""
    for one in taken.took:
        if one.output.word("skipped") == kits.DECLINED and not (one.question and not one.question.open):
            number = one.question.id if one.question else one.output.subject
            yield {"id": number, "why": "left out of the kit with --skip"}


def _frame(one: Took, taken: Taken, redactor: Redactor) -> str:
    """A proved output is kept proved: masked, then sealed anew. All else is kept as it came, masked."""
    output = one.output
    if not output.proved or output.lost:
        lines = taken.text.split("\n")[output.line - 1 : output.last]
        return redactor.text("\n".join(lines)) + "\n"
    about = framing.words(output.check, output.subject, output.run_by, output.ask, output.critical)
    words = "".join(f" {key}={quote(value, safe='')}" for key, value in output.words)
    begin = f"#farhand begin {about}{words} host={output.host} at={output.began}"
    body = redactor.text("\n".join(output.body)).split("\n")
    made = [begin, *body, f"#farhand rc={output.rc or 0}"]
    sizes = ",".join(str(len(line.encode("utf-8", "surrogateescape"))) for line in made)
    return "\n".join([*made, f"#farhand end at={output.ended} sum={framing.seal(made)} lines={sizes}", ""])


def before(rows: Iterable[Entry]) -> list[Before]:
    """The outputs of earlier answers."""
    own = (entry for entry in rows if entry.kind == "answered" and not entry.body.get("foreign"))
    texts = (str(entry.body.get("text") or "") for entry in own)
    return [as_before(output) for text in texts for output, _ in paste.read(text, "case").outputs]


def fresh(bodies: Iterable[Mapping[str, Any]], rows: Iterable[Entry]) -> list[Mapping[str, Any]]:
    """Those that the case does not hold yet."""
    there = {(entry.body.get("id"), entry.body.get("text")) for entry in rows if entry.kind == "answered"}
    return [body for body in bodies if (body["id"], body["text"]) not in there]


def sources(rows: Sequence[Entry]) -> list[Source]:
    """The texts that count now: of outputs of one check and subject from one host, the newest judged one."""
    answered = current(_belonging([entry for entry in rows if entry.kind == "answered"]))
    ages = [_age(str(entry.body.get("text") or ""), number) for number, entry in enumerate(answered)]
    newest: dict[tuple[str, str, str], tuple[bool, int, int]] = {}
    for key, age in filter(None, ages):
        newest[key] = max(age, newest.get(key, age))
    counts = [one is None or newest[one[0]] == one[1] for one in ages]
    return [_source(entry) for entry, count in zip(answered, counts) if count]


def _belonging(answered: Sequence[Entry]) -> Sequence[Entry]:
    """Without what came from elsewhere, unless nothing else is there that can be judged."""
    own = [entry for entry in answered if not entry.body.get("foreign")]
    texts = [str(entry.body.get("text") or "") for entry in own]
    judged = any(not row.unknown for text in texts for row in paste.read(text, "case").evidence)
    return own if judged else answered


def _age(text: str, number: int) -> tuple[tuple[str, str, str], tuple[bool, int, int]] | None:
    """Of a text that is one output: whose it is; and whether it is judged, when it began, its place."""
    outputs = paste.read(text, "case").outputs if text.startswith("#farhand begin") else ()
    if len(outputs) != 1:
        return None
    output, meant = outputs[0]
    return _whose(output), (any(not row.unknown for row in meant.rows), output.began, number)


def _whose(output: Output) -> tuple[str, str, str]:
    return output.check, output.subject, output.host


def name_of(entry: Entry) -> str:
    """What the text of an answer is called: where it came from, and when."""
    return f"{entry.body.get('source') or 'answer'} ({entry.at[:16]}Z)"


def _source(entry: Entry) -> Source:
    text = without_obstacles(str(entry.body.get("text") or ""))
    return Source(name_of(entry), [text.encode("utf-8", "replace")], text)
