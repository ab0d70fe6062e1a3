"""All texts that are to be had in another language, by catalogue.  Reads the package's own files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomllib
from babel.messages.extract import extract

from farhand.words import sentences

HOME = Path(__file__).parents[1]
#: A text that begins as prose does, and as no statement or command does.
_SENTENCE = re.compile(r"[A-Z][a-z]+ |(?:an?|the|whoever) ")

#: Files whose sentences reach a person who runs Farhand.
SAID = (
    *("checks/**/*.py", "asks/*.py", "judge.py", "plan.py", "diagnose/owner.py", "diagnose/next_step.py"),
    *("diagnose/rules/*.py", "isolate/**/*.py", "selftest.py", "request/asks/*.py", "request/running.py"),
    *(
        "request/validity.py",
        "request/parameters.py",
        "bundle/collect.py",
        "bundle/ways/*.py",
        "bundle/model.py",
        "target/*.py",
    ),
    *("cli/_request/show.py", "topology/questions.py", "topology/gaps.py", "topology/contradictions.py"),
    *("bundle/items/*.py", "platforms/*.py", "waive.py", "bundle/verify.py", "bundle/checking.py"),
    *("embed/levels/*.py", "firewall.py"),
    *("logs/asking/*.py", "steps/*.py"),
    *("concluding/postmortem.py", "concluding/sooner.py", "case/story/telling.py", "case/story/waits.py"),
)
#: Beginnings of the names of files that read, run or show examples: only what a command tells counts there.
_NOT_SAID = (
    "examples",
    "script",
    "paste",
    "_pasted",
    "_service_paste",
    "older",
    "spoken",
    "_shell",
)
#: Files of which only the mistakes are told.
MISTAKES = (
    *(
        "cli/_common.py",
        "cli/self_test.py",
        "cli/isolate.py",
        "cli/bundle.py",
        "cli/redact.py",
        "cli/request.py",
    ),
    *(
        "cli/log_level.py",
        "cli/_bundle/*.py",
        "cli/_request/*.py",
        "environment.py",
        "bundle/*.py",
        "request/*.py",
    ),
    *("control/*.py", "when.py", "moment.py", "declare/__init__.py"),
)


@dataclass(frozen=True)
class Text:
    """One text: its catalogue, its cause if any, its English, its plural, and the file it is from."""

    catalogue: str
    context: str
    english: str
    plural: str
    file: str


def every() -> Iterator[Text]:
    yield from faces()
    yield from requests()
    yield from of_causes()
    yield from said()


def faces() -> Iterator[Text]:
    """What is marked in code by `_`, `ngettext` and `marked`, and in templates."""
    for file in sorted(HOME.rglob("*.py")):
        text = file.read_text("utf-8")
        if "farhand.words import" in text or "import words" in text:
            for one, many in sentences.marked(ast.parse(text)):
                yield Text("farhand", "", one, many, _name(file))
    for file in sorted([*HOME.glob("faces/templates/*.html"), *HOME.glob("hub/templates/*.html")]):
        with file.open("rb") as source:
            for _line, found, _comments, _context in extract("jinja2", source, {"_": None}):
                yield Text("farhand", "", str(found), "", _name(file))


def requests() -> Iterator[Text]:
    """What is asked of a customer's teams, and who they are; what they are to run stays as it is."""
    folder = HOME / "escalation" / "requests"
    for file, told in ((folder / name, _toml(folder / name)) for name in ("asks.toml", "database.toml")):
        for row in told.values():
            texts = [row] if isinstance(row, str) else [row["asks"], row["as"], *row.get("undo", ())]
            yield from (Text("farhand", "", one, "", _name(file)) for one in texts if _SENTENCE.match(one))
    rules = HOME / "escalation" / "rules.toml"
    for row in _toml(rules)["receiver"].values():
        yield Text("said", "", row["name"], "", _name(rules))


def _toml(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"))


def of_causes() -> Iterator[Text]:
    """Title, explanation and steps of each entry that the package itself holds."""
    from farhand.causes import _store

    for file in sorted(HOME.glob("causes/*.toml")):
        for cause_id, row in _store.parse(file).items():
            for text in (row.get("title", ""), row.get("plain", ""), *row.get("fix", ())):
                if text:
                    yield Text("causes", cause_id, text, "", _name(file))


def said() -> Iterator[Text]:
    """Sentences that other rooms make."""
    yield from (Text("said", "", word, "", "farhand/words/sources.py") for word in WORDS)
    for file in _files(SAID):
        tree = ast.parse(file.read_text("utf-8"))
        kind = next((word for word in _NOT_SAID if file.stem.startswith(word)), "")
        found = sentences.of_module(tree) if not kind else sentences.of_commands(tree)
        yield from (Text("said", "", one, "", _name(file)) for one in found)
    for file in _files(MISTAKES):
        tree = ast.parse(file.read_text("utf-8"))
        yield from (Text("said", "", one, "", _name(file)) for one in sentences.of_mistakes(tree))


#: Words and short forms that stand in sentences; by themselves they do not look like prose.
WORDS = (
    *("ahead", "ahead of", "behind", "closed", "reset", "silent", "quiet", "cut", "refused", "dropped"),
    *(
        "ok",
        "truncated",
        "absent",
        "denied",
        "failed",
        "timed-out",
        "withheld",
        "struck",
        "not-reached",
        "none",
    ),
    *(
        " and ",
        "customer",
        "vendor",
        "third-party",
        "standalone",
        "read-only",
        "nothing",
        "user",
        "reach",
        "secondary",
        "direct",
        "usually {usual}",
        "Farhand's own environment",
        "the {kind} {name}",
        "as {name} says",
        "the app",
        "the rule for {what}: within {time}",
        "causes of the urgency hour",
        "causes of the urgency day",
        "causes of the urgency week",
        "requests of the kind {kind}",
        "whatever goes to {receiver}",
    ),
    # The timeline and the end of a case.
    *("a paste", "{number} bytes", "{files} ({number} bytes)", "undecided", "healthy"),
)


def _files(patterns: tuple[str, ...]) -> list[Path]:
    return sorted({file for pattern in patterns for file in HOME.glob(pattern)})


def _name(file: Path) -> str:
    return file.relative_to(HOME.parent).as_posix()
