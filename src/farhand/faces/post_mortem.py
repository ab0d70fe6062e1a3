"""The post-mortem of a case as one self-contained page: no script, nothing loaded, everything escaped."""

from __future__ import annotations

import base64
from dataclasses import replace

from farhand import causes
from farhand.concluding.postmortem import Cause, Excluded, PostMortem
from farhand.faces import cause_words, rendering
from farhand.faces.case import clock
from farhand.words import ENGLISH, _, language, marked, said


def html(page: PostMortem, drawn: str = "") -> str:
    """The page, as text to be written in UTF-8. `drawn`: the map of the site as SVG, shown as an image."""
    owner = cause_words.owner(page.cause.owner) if page.cause else ""
    return rendering.page(
        "post_mortem.html",
        ("report.css", "triage.css", "post_mortem.css"),
        page=page,
        clock=clock,
        times=_("{begin} to {end}").format(begin=clock(page.opened_at), end=clock(page.closed_at)),
        owner=owner[:1].upper() + owner[1:],
        drawn=base64.b64encode(drawn.encode()).decode(),
    )


def spoken(page: PostMortem) -> PostMortem:
    """The same in the language that is spoken now. What people wrote stays as they wrote it."""
    if language() == ENGLISH:
        return page
    cause = page.cause
    return replace(
        page,
        happened=tuple(_happened(line, cause) for line in page.happened),
        cause=_cause(cause) if cause else None,
        excluded=tuple(_excluded(one) for one in page.excluded),
        costs=tuple((said(label), said(value)) for label, value in page.costs),
        sooner=tuple(map(said, page.sooner)),
        people=tuple((name, said(side), role) for name, side, role in page.people),
        files=tuple((name, said(size), digest) for name, size, digest in page.files),
        timeline=tuple(replace(row, says=_line(row.says)) for row in page.timeline),
    )


#: How lines begin that go on with what somebody has written, or with a question.
_BEGINS = (
    *(marked("reported: "), marked("note: "), marked("decided: "), marked("declined "), marked("done: ")),
    *(marked("closed: "), marked("Opened "), marked("Reported: "), marked("Closed ")),
)
_ASKED, _FOUND = marked("asked "), marked("diagnosis: ")


def _line(text: str) -> str:
    begin = next((one for one in (*_BEGINS, _ASKED, _FOUND) if text.startswith(one)), "")
    rest = text[len(begin) :]
    if not begin:
        return said(text)
    return _(begin) + (said(rest) if begin in (_ASKED, _FOUND) else rest)


def _happened(line: str, cause: Cause | None) -> str:
    """The title of a cause stands in it, which another catalogue knows."""
    told = _line(line)
    return told.replace(cause.title, _title(cause.id, cause.title)) if cause else told


def _title(id: str, title: str) -> str:
    return cause_words.title(id) if id in causes.load() else title


def _cause(one: Cause) -> Cause:
    if one.id not in causes.load():
        return one
    plain = " ".join(causes.fill(cause_words.plain(one.id), {}).split())
    title = cause_words.title(one.id)
    return replace(one, title=title, plain=plain, shown=title if one.shown == one.title else said(one.shown))


def _excluded(one: Excluded) -> Excluded:
    return Excluded(said(one.by), tuple((id, _title(id, title)) for id, title in one.causes))
