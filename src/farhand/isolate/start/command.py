"""The start command with a port of our own in it, server by server.  Pure.

`{port}` in the command is the sure way. Else the options of the servers that are known are set; else only the
variables are, and what port the app took is looked for afterwards.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass

HOST = "127.0.0.1"
#: What only a shell understands.
_SHELL = re.compile(r"[|&;<>()$`\n]|(?:^|\s)[\w./-]*\*")
_ASSIGNED = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=")
#: Variables by which servers and frameworks are told a port, besides [isolate] port_env.
_VARIABLES = ("PORT", "UVICORN_PORT", "FLASK_RUN_PORT", "SERVER_PORT")


@dataclass(frozen=True)
class Start:
    """What is run: words, or a text for the shell; variables; and whether the port is surely ours."""

    words: tuple[str, ...]
    environ: tuple[tuple[str, str], ...]
    is_ours: bool
    how: str  # in words: how the port was given


def made(text: str, port: int, port_env: str = "") -> Start:
    """The command for that port. Raises ValueError where its quotes do not close, or it is empty."""
    environ = tuple((name, str(port)) for name in dict.fromkeys((*filter(None, [port_env]), *_VARIABLES)))
    if "{port}" in text:
        return Start(_words(text.replace("{port}", str(port))), environ, True, "{port} in the command")
    words = _words(text)
    if words[0] == "sh":
        return Start(words, environ, bool(port_env), _by_variables(port_env))
    for place, word in enumerate(words):
        name = _program(word)
        if name in _SERVERS and (name != "flask" or "run" in words[place:]):
            changed = (*words[: place + 1], *_SERVERS[name](words[place + 1 :], port))
            return Start(changed, environ, True, f"options of {name}")
        if name == "java" and "-jar" in words[place:]:
            return Start(words, environ, bool(port_env), "SERVER_PORT, as Spring Boot reads it")
        if name == "manage.py" and "runserver" in words[place:]:
            return Start((*_without_address(words), f"{HOST}:{port}"), environ, True, "runserver's address")
    return Start(words, environ, bool(port_env), _by_variables(port_env))


def _by_variables(port_env: str) -> str:
    return f"the variable {port_env}" if port_env else "the variable PORT, if the app reads it"


def _words(text: str) -> tuple[str, ...]:
    words = tuple(shlex.split(text))
    if not words:
        raise ValueError("it is empty")
    if _SHELL.search(text) or _ASSIGNED.match(words[0]):
        return ("sh", "-c", text)
    return words


def _program(word: str) -> str:
    return re.sub(r"\d(?:\.\d+)*$", "", os.path.basename(word)) if "/" in word else word


def _without(words: Sequence[str], options: Sequence[str]) -> list[str]:
    """Without these options and their values: `-b X`, `-bX`, `--bind X`, `--bind=X`."""
    kept: list[str] = []
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word in options:
            skip = True
        elif not any(_is_joined(word, option) for option in options):
            kept.append(word)
    return kept


def _is_joined(word: str, option: str) -> bool:
    if option.startswith("--"):
        return word.startswith(f"{option}=")
    return word.startswith(option) and not word.startswith("--") and len(word) > len(option)


def _bound(*drop: str) -> Callable[[Sequence[str], int], list[str]]:
    """Servers with one option for the address: `--bind 127.0.0.1:PORT`, which comes first in `drop`."""

    def change(words: Sequence[str], port: int) -> list[str]:
        return [drop[0], f"{HOST}:{port}", *_without(words, drop)]

    return change


def _split(host: str, port_option: str, *drop: str) -> Callable[[Sequence[str], int], list[str]]:
    """Servers with one option for the host and one for the port."""

    def change(words: Sequence[str], port: int) -> list[str]:
        return [host, HOST, port_option, str(port), *_without(words, (host, port_option, *drop))]

    return change


def _flask(words: Sequence[str], port: int) -> list[str]:
    rest = _without(words, ("--host", "-h", "--port", "-p"))
    return [*rest, "--host", HOST, "--port", str(port)]


def _without_address(words: Sequence[str]) -> list[str]:
    place = words.index("runserver")
    rest = [w for w in words[place + 1 :] if not re.fullmatch(r"(?:[\w.\[\]:-]*:)?\d{1,5}", w)]
    return [*words[: place + 1], *rest]


_SERVERS: dict[str, Callable[[Sequence[str], int], list[str]]] = {
    "gunicorn": _bound("--bind", "-b"),
    "hypercorn": _bound("--bind", "-b", "--quic-bind", "--insecure-bind"),
    "uvicorn": _split("--host", "--port", "--uds", "--fd"),
    "granian": _split("--host", "--port", "--uds"),
    "daphne": _split("-b", "-p", "--bind", "--port", "-u", "-e"),
    "waitress-serve": lambda words, port: [
        f"--listen={HOST}:{port}",
        *_without(words, ("--listen", "--host", "--port", "--unix-socket")),
    ],
    "puma": _bound("-b", "--bind", "-p", "--port"),
    "flask": _flask,
}
_SERVERS["puma"] = lambda words, port: [
    "-b", f"tcp://{HOST}:{port}", *_without(words, ("-b", "--bind", "-p", "--port")),
]  # fmt: skip
