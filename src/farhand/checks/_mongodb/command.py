"""How a person asks the same, in MongoDB's own protocol, with bash, python3, nc or openssl.

hello and buildInfo, then every other member of the set; python3 logs in by SCRAM, and asks what needs a
right. Without python3 nothing is asked that needs a login.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from typing import Any

from farhand.checks import _service_command
from farhand.checks._mongodb import asks, script
from farhand.checks._mongodb.paste import FIRST
from farhand.checks._mongodb.spoken import Wanted, of_settings
from farhand.checks._raw import octal
from farhand.model import Command
from farhand.target import shell
from farhand.wire import bson, mongodb

_PREF = bson.element("$readPreference", {"mode": "secondaryPreferred"})


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    """Does MongoDB answer, lead the app to a member that it may use, and let it into its database?"""
    return _service_command.command(
        "mongodb", settings, _part(settings), "fh_mongodb",
        tls_where='[ -n "$fh_tls" ]', before=_before(settings),
        why="Does MongoDB answer, lead the app to a member that takes its writes, and let it in?",
        prints="what MongoDB says of itself, its members and whether they accept, and which rights are there",
        hides="the password, what the login is proved with, and every document", seconds=120,
    )  # fmt: skip


def _before(settings: Mapping[str, Any]) -> str:
    more = "&".join(f"{key}={value}" for key, value in of_settings(settings).items())
    texts = {"srv": script.PYTHON_SRV, "login": script.PYTHON_LOGIN}
    python = [f"fh_python_{name}={shlex.quote(text)}" for name, text in texts.items()]
    return "\n".join([*python, f"fh_more={shell.word(more)}", _service_command.ACCEPTS, script.BEGIN.strip()])


def _part(settings: Mapping[str, Any]) -> str:
    hello, build = _elements(asks.HELLO), _elements(asks.BUILD)
    part = script.PART.strip().replace("RIGHTS", "\n  ".join(_rights(settings)))
    part = part.replace("OLD", f"printf {octal(mongodb.old_hello(1))}")
    for word, data in (("PREF", _PREF), ("HELLO", hello), ("BUILD", build)):
        part = part.replace(f"{word}SIZE", str(len(data))).replace(f"'{word}'", octal(data))
    return part


def _elements(doc: Mapping[str, Any]) -> bytes:
    """A question without its `$db`, which comes last."""
    return b"".join(bson.element(key, value) for key, value in doc.items() if key != "$db")


def _rights(settings: Mapping[str, Any]) -> Iterator[str]:
    """A line of sh for each question behind the login; which list is asked for is known at the site only."""
    names = settings.get("collections")
    some = tuple(map(str, names))[:50] if isinstance(names, (list, tuple)) else ()
    asked, nameless = Wanted(database="x", collections=some), Wanted(collections=some)
    for number, (name, doc) in enumerate(asks.rights(asked), FIRST):
        line = f"{_message(number, doc, name == 'status')}; echo"
        if name == "list":
            other = _message(number, asks.listing(nameless), True)
            line = f'if [ -n "$fh_db" ]; then {line}; else {other}; echo; fi'
        yield line if name in ("list", "status") else f'[ -z "$fh_db" ] || {{ {line}; }}'


def _message(number: int, doc: Mapping[str, Any], admin: bool) -> str:
    data = _elements(doc)
    base = "admin" if admin else '"$fh_db"'
    return f"fh_msg {number} {base} {len(data)} {octal(data)} | fh_hex"
