"""The page of a cause: question, why, how to look, meaning, fix, example, always in this order."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from farhand import causes, checks
from farhand.causes import Cause
from farhand.faces.cause_words import OWNERS
from farhand.faces.escape import terminal
from farhand.model import Example

_SIDES = {
    "client": "where the app runs",
    "path": "on the way between the app and the service",
    "server": "at the service that the app uses",
}
_URGENCY = {"hour": "within the hour", "day": "within a day", "week": "within a week"}
#: Characters of an example that a page shows.
_LONGEST = 1500
#: Signatures that a page lists.
_PATTERNS = 12


@dataclass(frozen=True)
class Section:
    """One part of a page: paragraphs, then steps, then commands with what each tells."""

    title: str
    paragraphs: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    commands: tuple[tuple[str, str], ...] = ()
    block: str = ""


@dataclass(frozen=True)
class Page:
    """A page as data, for the terminal and for Markdown."""

    id: str
    title: str
    sections: tuple[Section, ...]


def page(cause_id: str) -> Page:
    """The page of a cause. Raises LookupError, naming near matches, where there is no such cause."""
    known = causes.load()
    if cause_id not in known:
        raise LookupError(_no_such(cause_id, known))
    cause = known[cause_id]
    shown = list(_shown_by(cause_id))
    sections = (
        Section("Why it happens", tuple(filter(None, (_text(cause.detail),)))),
        _how_to_look(cause, sorted({name for name, _ in shown})),
        *_in_text(cause_id),
        _meaning(cause),
        Section("What to do", steps=tuple(causes.fill(step, {}) for step in cause.fix)),
        *(_example(name, example) for name, example in shown[:1]),
        *_real_text(cause_id),
    )
    return Page(cause.id, cause.title, tuple(s for s in sections if _holds(s)))


def near(words: str) -> list[str]:
    """Ids of causes whose id or title is like these words, the nearest first."""
    known = causes.load()
    wanted = words.lower().replace("-", "_").replace(" ", "_")
    direct = [i for i in known if wanted in i]
    titled = [i for i, cause in known.items() if words.lower() in cause.title.lower()]
    close = difflib.get_close_matches(wanted, list(known), 5, 0.5)
    last = {i.rpartition(".")[2]: i for i in known}
    ends = [last[name] for name in difflib.get_close_matches(wanted.rpartition(".")[2], list(last), 3, 0.6)]
    return list(dict.fromkeys([*direct, *titled, *close, *ends]))[:6]


def _no_such(cause_id: str, known: Sequence[str] | object) -> str:
    others = near(cause_id)
    if others:
        return f"there is no cause {terminal(cause_id)!r}; did you mean {', '.join(others[:3])}?"
    return f"there is no cause {terminal(cause_id)!r}; `farhand explain` lists all of them"


def _how_to_look(cause: Cause, names: Sequence[str]) -> Section:
    seen = f"Found by the check {' and '.join(names)}: farhand self-test." if names else ""
    decide = tuple(
        (f"or is it “{causes.get(a.cause).title}” ({a.cause})?", causes.fill(a.decide, {}))
        for a in cause.look_alikes
        if a.decide
    )
    return Section("How to look", (seen,) if seen else (), commands=decide)


def _in_text(cause_id: str) -> Iterator[Section]:
    """By which words and numbers the cause is known in text, the surest first."""
    own = sorted((s for s in causes.signatures() if s.cause == cause_id), key=lambda s: -s.weight)
    if own:
        told = [f"{s.kind} {s.value}" if s.kind else s.pattern for s in own[:_PATTERNS]]
        more = f"\n… and {len(own) - _PATTERNS} more" if len(own) > _PATTERNS else ""
        paragraph = "In any text, `farhand diagnose` knows it by these, the surest first:"
        yield Section("How it shows", (paragraph,), block="\n".join(told) + more)


def _real_text(cause_id: str) -> Iterator[Section]:
    """One real text that leads here."""
    for hit in causes.examples(cause_id, "hits")[:1]:
        yield Section("A real text", (f"From {hit['from']}:",), block=hit["text"][:_LONGEST])


def _meaning(cause: Cause) -> Section:
    owner = f"Whose job: {OWNERS.get(cause.owner, cause.owner)}; the fault sits {_SIDES[cause.side]}."
    if cause.side == "server":
        owner += " Where the vendor runs that service, it is the vendor's engineering."
    urgency = f"Escalate {_URGENCY.get(cause.urgency, cause.urgency)}."
    explains = f"Explains: {', '.join(cause.explains)}." if cause.explains else ""
    plain = causes.fill(_text(cause.plain), {})
    return Section("What it means", tuple(filter(None, (plain, f"{owner} {urgency}", explains))))


def _shown_by(cause_id: str) -> Iterator[tuple[str, Example]]:
    """Checks with an example that leads to this cause."""
    for check in checks.every():
        for example in checks.examples(check):
            if cause_id in example.finds:
                yield checks.name_of(check), example


def _example(name: str, example: Example) -> Section:
    block = example.pasted or json.dumps(dict(example.facts), indent=1, ensure_ascii=False, default=str)
    block = block if len(block) <= _LONGEST else block[:_LONGEST] + "\n…"
    stage = f"{name}/{example.stage}" if example.stage else name
    told = f"{example.name} ({stage}{', ' + example.source if example.source else ''})"
    return Section("Example", tuple(filter(None, (told, example.note))), block=block)


def _holds(section: Section) -> bool:
    return bool(section.paragraphs or section.steps or section.commands or section.block)


def _text(text: str) -> str:
    return " ".join(text.split())


def markdown(found: Page) -> str:
    """The page as Markdown."""
    parts = [f"# {found.title}", f"`{found.id}`"]
    for section in found.sections:
        parts += [f"## {section.title}", *section.paragraphs]
        if section.steps:
            parts.append("\n".join(f"{n}. {step}" for n, step in enumerate(section.steps, 1)))
        for told, command in section.commands:
            parts += [f"{told[:1].upper()}{told[1:]}", _fenced(command)]
        if section.block:
            parts.append(_fenced(section.block))
    return "\n\n".join(parts) + "\n"


def _fenced(text: str) -> str:
    """A code block; the fence is longer than any within."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}text\n{text.rstrip()}\n{fence}"
