"""A case as text of 80 columns: where it hangs, and its whole story.  Pure; what is hostile is escaped."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from farhand.case.story import Hypothesis, Person, Story
from farhand.case.story import Row as Told
from farhand.concluding import postmortem, spans
from farhand.concluding.postmortem import PostMortem
from farhand.concluding.standing import Row, Standing
from farhand.faces.cause_words import owner
from farhand.faces.escape import terminal
from farhand.words import _

#: Columns, rows of a list, and characters of one text.
_WIDTH, _MOST, _LONGEST = 80, 40, 600


def standings(rows: Sequence[Standing]) -> str:
    """`farhand case status`: what is late first."""
    if not rows:
        return "There is no open case here.\n"
    late = sum(one.late for one in rows)
    head = f"{len(rows)} open case{'s' if len(rows) != 1 else ''}" + (
        f", {late} past a limit" if late else ""
    )
    ordered = sorted(rows, key=lambda one: (not one.late, one.case))
    return "\n".join([head, *(line for one in ordered for line in ("", *standing(one)))]) + "\n"


def standing(one: Standing) -> Iterator[str]:
    site = f" ({one.site})" if one.site else ""
    yield from _wrapped(f"{one.case}{site}: {one.title or 'no title'}")
    if one.suspect:
        yield from _wrapped(f"suspected: {one.suspect}", "  ")
    for row in one.rows:
        yield from _wrapped(_waits(row), "  ")


def _waits(row: Row) -> str:
    since = f"for {spans.words(row.waited)}, since {clock(row.since)} UTC"
    if row.worked < row.waited:
        since += f" ({spans.words(row.worked)} of it in their working hours)"
    if row.turn:
        return f"our turn: {row.what}; {since}"
    limit = f"; limit {clock(row.limit)}{' PASSED' if row.passed else ''}" if row.limit else ""
    approval = f"; needs the consent of: {row.approval}" if row.approval else ""
    reach = f", {row.contact}" if row.contact else ""
    return f"waits for {row.who}{reach}: {row.what} [{row.id}]; {since}{limit}{approval}"


def story(told: Story, one: Standing, details: bool = False) -> str:
    """`farhand case show`."""
    parts = [
        ("", list(_head(told))),
        ("Now", [line for row in one.rows for line in _wrapped(_waits(row), "  ")]),
        ("Takes part", [line for p in told.people for line in _wrapped(_person(p), "  ")]),
        ("Thought", [line for h in told.hypotheses[:_MOST] for line in _wrapped(_thought(h), "  ")]),
        (
            "Ruled out",
            [line for r in told.ruled_out[:_MOST] for line in _wrapped(f"{r.cause}: {r.by}", "  ")],
        ),
        ("Files", [f"  {_short(f.name)}, {f.bytes:,} bytes, {f.sha256[:12]}" for f in told.files]),
        ("So far", [f"  {line}" for line in _measures(told)]),
        ("Timeline", [line for row in told.timeline for line in _timeline(row, details)]),
    ]
    return "\n".join(line for title, lines in parts if lines for line in _part(title, lines)) + "\n"


def _part(title: str, lines: Sequence[str]) -> Iterator[str]:
    yield from (("", title) if title else ())
    yield from lines


def _head(told: Story) -> Iterator[str]:
    yield from _wrapped(told.title or "a case without a title")
    about = [f"site {told.site}" if told.site else "", f"app {told.app}" if told.app else "", told.state]
    yield from _wrapped(f"{', '.join(filter(None, about))}, opened {clock(told.opened_at)}")
    yield from (line for text in told.reported for line in _wrapped(f"reported: {text}"))


def _person(one: Person) -> str:
    parts = (one.side, one.role, one.contact, one.zone, one.hours)
    return f"{one.shown}: {', '.join(filter(None, parts))}"


def _thought(one: Hypothesis) -> str:
    course = ", ".join(f"{p.at[11:16]} {p.confidence:.0%}" for p in one.points[-6:])
    return f"{one.cause} at {one.subject} ({one.role}): {course}"


def _measures(told: Story) -> Iterator[str]:
    m = told.measures
    trips = "1 round trip" if m.round_trips == 1 else f"{m.round_trips} round trips"
    yield f"{trips}; {m.asked} asked, {m.answered} answered, {m.declined} declined"
    yield f"waited {spans.words(m.waited_minutes)}; work at the site about {spans.words(m.effort_minutes)}"
    came = m.bytes_answered + m.bytes_received
    yield f"{m.bytes_asked + m.bytes_sent:,} bytes sent, {came:,} came back, {m.bytes_files:,} in files"


def _timeline(row: Told, details: bool) -> Iterator[str]:
    yield from _wrapped(f"{clock(row.at)}  {row.who}: {row.says}", "  ", "      ")
    if details and row.detail:
        yield from (f"      | {terminal(line)[:_LONGEST]}" for line in row.detail.splitlines()[:_MOST])


def post_mortem(page: PostMortem, drawn: str = "") -> str:
    """The page of a closed case as text that survives a mail. `drawn`: the map of the site as text."""
    parts = [
        (_("What happened"), [line for text in page.happened for line in _wrapped(text, then="")]),
        (_("Root cause"), list(_cause(page))),
        (_("The site, while the fault was there"), terminal(drawn).rstrip().splitlines()),
        (_("Ruled out, and by what"), [line for x in page.excluded[:_MOST] for line in _excluded(x)]),
        (_("What it cost"), list(_costs(page.costs))),
        (
            _("What would have found it sooner"),
            [line for text in page.sooner for line in _wrapped(f"- {text}", "", "  ")],
        ),
        (
            _("Decisions"),
            [line for at, by, text in page.decisions for line in _wrapped(f"{clock(at)}  {by}: {text}")],
        ),
        (
            _("Who took part"),
            [line for row in page.people for line in _wrapped(", ".join(filter(None, row)))],
        ),
        (_("Files"), [line for row in page.files for line in _wrapped(", ".join(row))]),
        (_("Timeline"), [line for row in page.timeline for line in _timeline(row, details=False)]),
    ]
    head = [*_wrapped(f"{_('Post-mortem')}: {page.title}"), *_wrapped(_about(page))]
    body = (line for title, lines in parts if lines for line in ("", title, "-" * len(title), *lines))
    return "\n".join([*head, *body]) + "\n"


def _costs(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    wide = max((len(label) for label, _value in rows), default=0) + 2
    yield from (f"{terminal(label):<{wide}}{terminal(value)}" for label, value in rows)


def _about(page: PostMortem) -> str:
    site = _("site {site}").format(site=page.site) if page.site else ""
    what = [site, _("app {app}").format(app=page.app) if page.app else ""]
    times = _("{begin} to {end}").format(begin=clock(page.opened_at), end=clock(page.closed_at))
    return ", ".join(filter(None, [*what, times]))


def _cause(page: PostMortem) -> Iterator[str]:
    if page.cause is None:
        yield _("No cause was found.")
        return
    cause = page.cause
    what = f"{cause.title} ({cause.id})"
    at = _("{what}, at {subject}.").format(what=what, subject=cause.subject) if cause.subject else ""
    yield from _wrapped(at or f"{what}.")
    yield from _wrapped(cause.plain, then="")
    yield from _wrapped(_("Seen in: {text}").format(text=cause.shown)) if cause.shown else ()
    yield from _wrapped(_("Whose job: {owner}.").format(owner=owner(cause.owner))) if cause.owner else ()
    if cause.course:
        course = ", ".join(f"{clock(at)} {sure:.0%}" for at, sure in cause.course[-8:])
        yield from _wrapped(_("How sure: {course}").format(course=course))


def _excluded(one: postmortem.Excluded) -> Iterator[str]:
    names = "; ".join(f"{title} ({id})" for id, title in one.causes)
    yield from _wrapped("- " + _("{by}. So not: {names}").format(by=one.by, names=names), "", "  ")


def clock(at: str) -> str:
    """A time of an entry, to the minute."""
    return terminal(f"{at[:10]} {at[11:16]}" if at else "")


def _short(text: str) -> str:
    line = " ".join(terminal(text).split())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"


def _wrapped(text: str, first: str = "", then: str | None = None) -> list[str]:
    """`then`: what begins each further line; else two blanks more than `first`."""
    short = _short(text)
    return (
        textwrap.wrap(
            short, _WIDTH, initial_indent=first, subsequent_indent=f"{first}  " if then is None else then
        )
        if short
        else []
    )
