"""What a command line starts: a server with its app, `flask run`, `celery -A`, or anything else.  Pure."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from farhand.model import nothing

APP = "farhand.embed.auto:app"
#: Servers whose command line names the app, and the attribute that they take where only a module is named.
SERVERS = {
    "gunicorn": "application", "uvicorn": "", "hypercorn": "app", "granian": "app", "daphne": "",
    "waitress-serve": "", "waitress": "", "uvicorn-worker": "", "gunicorn3": "application",
}  # fmt: skip
_NAMED = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_][\w.]*(\(.*\))?")
#: Before the colon of words that look like an app and are an address, or a kind of configuration.
_NO_MODULE = {"unix", "fd", "tcp", "tcp6", "ssl", "python", "file", "egg", "localhost", "http", "https"}


@dataclass(frozen=True)
class Start:
    """The command to start, what to add to its environment, and a line that says what is done."""

    words: Sequence[str]
    says: str
    environ: Mapping[str, str] = field(default_factory=nothing)
    folder: str = ""  # to be put first on PYTHONPATH


def understood(words: Sequence[str], environ: Mapping[str, str]) -> Start:
    """How to start this command with Farhand built in."""
    place = _place(words, {*SERVERS, "flask", "celery"})
    name = _program(words[place]) if place is not None else ""
    start = None
    if place is not None and name == "flask":
        start = _flask(words, environ)
    elif place is not None and name == "celery":
        start = _celery(words, place)
    elif place is not None:
        start = _server(words, place, name)
    return start or _anything(words, name)


def _place(words: Sequence[str], names: set[str]) -> int | None:
    """Where the server's own name stands; before it may be an interpreter, `-m`, `uv run`, `tini --`."""
    for place, word in enumerate(words):
        if _program(word) in names:
            return place
        if word.endswith((".py", ".sh")):
            return None
    return None


def _program(word: str) -> str:
    return os.path.basename(word)


def _server(words: Sequence[str], place: int, name: str) -> Start | None:
    found = _app_word(words, place, SERVERS[name])
    if found is None:
        return None
    at, named = found
    factory = "--factory" in words or "--call" in words
    replaced = [*words[:at], APP, *words[at + 1 :]]
    told = {"FARHAND_APP": named, "FARHAND_APP_IS": "factory" if factory else ""}
    return Start(replaced, f"{name} serves {named} with Farhand around it", told)


def _app_word(words: Sequence[str], place: int, default: str) -> tuple[int, str] | None:
    """Which word names the app, and what it names."""
    rest = range(place + 1, len(words))
    likely = [i for i in rest if _NAMED.fullmatch(words[i]) and words[i].partition(":")[0] not in _NO_MODULE]
    if likely:
        alone = [i for i in likely if not _is_value(words, i)]
        at = (alone or likely)[-1]
        return at, words[at]
    modules = [i for i in rest if re.fullmatch(r"[A-Za-z_][\w.]*", words[i]) and not _is_value(words, i)]
    if default and len(modules) == 1:
        return modules[0], f"{words[modules[0]]}:{default}"
    return None


def _is_value(words: Sequence[str], at: int) -> bool:
    """True for a word after an option that may take it as its value."""
    before = words[at - 1]
    return before.startswith("-") and before != "--" and "=" not in before and before not in _FLAGS


#: Options without a value that people put before the app.
_FLAGS = {
    "--reload", "--preload", "--factory", "--call", "--proxy-headers", "--no-access-log",
    "--no-server-header", "--daemon", "-D", "--debug", "--no-sendfile", "--reuse-port", "--access-log",
    "--capture-output", "-R",
    "--enable-stdio-inheritance", "--use-colors", "--no-use-colors", "--no-proxy-headers", "--log", "--no-ws",
}  # fmt: skip


def _flask(words: Sequence[str], environ: Mapping[str, str]) -> Start | None:
    """`flask --app NAME run`, or FLASK_APP, or what Flask finds by itself. Only `run` serves."""
    if "run" not in words:
        return None
    named, replaced = _option(words, ("-A", "--app"))
    named = named or environ.get("FLASK_APP", "")
    told = {"FARHAND_APP": named, "FARHAND_APP_IS": "flask", "FLASK_APP": APP}
    says = f"flask serves {named or 'the app that it finds'} with Farhand around it"
    return Start(replaced, says, told)


def _celery(words: Sequence[str], place: int) -> Start | None:
    named, replaced = _option(words, ("-A", "--app"))
    if not named:
        return None
    told = {"FARHAND_APP": named, "FARHAND_APP_IS": "celery"}
    return Start(replaced, f"celery runs {named} with Farhand built in", told)


def _option(words: Sequence[str], names: Sequence[str]) -> tuple[str, list[str]]:
    """The value of an option, and the words with Farhand's app in its place."""
    replaced, value = list(words), ""
    for at, word in enumerate(words):
        if word in names and at + 1 < len(words):
            value, replaced[at + 1] = words[at + 1], APP
        elif word.startswith(tuple(f"{name}=" for name in names)):
            option, _, value = word.partition("=")
            replaced[at] = f"{option}={APP}"
    return value, replaced


def _anything(words: Sequence[str], server: str) -> Start:
    folder = str(Path(__file__).parents[1] / "embed" / "_site")
    says = f"built into {_program(words[0])} at its start; it answers on its socket"
    if server in SERVERS:
        says += ", not on the app's port: the command line does not name the app (module:attribute)"
    return Start(words, says, {}, folder)
