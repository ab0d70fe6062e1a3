"""A text that came back, as entries of the case; and what all that has come back says together.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from farhand import reading
from farhand.answers import asked as questions
from farhand.answers import kept, said, taken
from farhand.answers.taken import Taken
from farhand.case import Entry
from farhand.case.history import of as history_of
from farhand.evidence import Opinion, weigh
from farhand.model import App
from farhand.paste import unframed
from farhand.reading import Source
from farhand.redact import Redactor


def take(texts: Iterable[tuple[str, str]], rows: Sequence[Entry]) -> list[Taken]:
    """Names and texts that came back, each taken apart against what the case asked. Never raises for them."""
    asked, before = questions.of(rows), kept.before(rows)
    found: list[Taken] = []
    for name, text in texts:
        found.append(taken.take(name, text, asked, before))
        before += [taken.as_before(one.output) for one in found[-1].took]
    return found


def entries(
    found: Iterable[Taken], rows: Sequence[Entry], redactor: Redactor, around: Redactor | None = None
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Kinds and bodies of the entries that keep it, masked; what the case holds already is left out.

    `around` masks what stands outside of outputs, where that is to hide more.
    """
    found = list(found)
    there = {(e.body.get("id"), e.body.get("text")) for e in rows if e.kind == "answered"}
    closed = {e.body.get("id") for e in rows if e.kind == "declined"}
    for one in found:
        for body in kept.entries(one, redactor, around):
            if (body["id"], body["text"]) not in there:
                there.add((body["id"], body["text"]))
                yield "answered", body
        for body in kept.declined(one):
            if body["id"] not in closed:
                closed.add(body["id"])
                yield "declined", body
    closed |= {number for number, _ in there}
    for body in kept.reported((one.text for one in found), questions.of(rows)):
        if body["of"] not in closed:
            yield "done", body


def opinion(
    rows: Sequence[Entry],
    redactor: Redactor,
    app: App | None,
    further: Iterable[Source] = (),
    whole_site: bool = False,
) -> Opinion:
    """The diagnosis of all that a case holds: what was reported, what came back, what people said.

    `further`: evidence beside the case. `whole_site` is that of `evidence.weigh`.
    """
    history = history_of(rows)
    words = [("what was reported", text) for text in history.reported]
    words += [
        (f"said to {number}", text) for number, text in history.said
    ]  # what came back is read by `kept`
    sources = [Source(name, [text.encode("utf-8", "replace")], text) for name, text in words]
    made = weigh(chain(sources, kept.sources(rows), further), redactor, app, whole_site=whole_site)
    return replace(made, diagnosis=said.weighed(made.diagnosis, said.of(rows)))


def source(one: Taken) -> Source:
    """What of a text belongs here, to be weighed without a case that keeps it."""
    text = taken.without_obstacles(taken.belonging(one))
    return Source(one.source, [text.encode("utf-8", "replace")], text)


def with_reports(one: Taken, opinion: Opinion) -> Taken:
    """What is no output but a report, or the answer to a request, is not told as unread."""
    if not any(str(row.get("source")).startswith(one.source) for row in opinion.diagnosis.understood):
        return one
    return replace(one, unread=tuple(why for why in one.unread if why != unframed.UNKNOWN))


def without_chatter(opinion: Opinion, found: Sequence[Taken]) -> Opinion:
    """The greetings around an output are not told as unread."""
    if not any(one.took for one in found):
        return opinion
    unread = tuple(row for row in opinion.diagnosis.unread if row.get("why") != reading.UNKNOWN)
    return replace(opinion, diagnosis=replace(opinion.diagnosis, unread=unread))
