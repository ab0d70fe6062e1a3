"""User names: after a label, in home folders, in what the system's own programs say. Names of services stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact import words
from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import at_words, matches, of_all

GROUP = "identifier"

_NAME = r"[A-Za-z_][\w.@\\-]{0,62}[\w$]"
_TABLE = (
    ("/home/|\\users\\", 0, re.compile(r"[/\\](?:home|Users)[/\\]+([A-Za-z_][\w.@-]{0,62}[\w$]?)", re.I)),
    ("user=|user:|user\"|user'|user\\|user =|user :|username|user_name|user-name|user name|usr=|usr:|usr\"|_user |user \"|user '|user `|user \\", -1, re.compile(
        rf"(?<![A-Za-z0-9])(?:[a-z]{{1,12}}[_-]){{0,3}}(?:user(?:[_ -]?name)?|usr|remote_user|USER)\\{{0,3}}[\"']?"
        rf"[ \t]{{0,4}}(?:[:=]|=>|[ \t](?=\\{{0,3}}[\"'`]))[ \t]{{0,4}}\\{{0,3}}[\"'`]?({_NAME})", re.I)),
    ("user ", 4, re.compile(rf"\b(?:for |by |of |as )?(?:invalid )?user ({_NAME})(?= from| at| on|[ ]?\(|\)|$)", re.I)),
    ("role \"", 0, re.compile(rf"role \"({_NAME})\"", re.I)),
    ("login=|login:|login\"", 0, re.compile(rf"login[\"']?[:=][ \t]?[\"']?({_NAME})", re.I)),
    ("logname", 0, re.compile(rf"logname=({_NAME})", re.I)),
    ("uid=", 0, re.compile(rf"uid=\d+\(({_NAME})\)", re.I)),
    ("for ", 0, re.compile(rf"for ({_NAME}) from \d", re.I)),
    ("owner=|owner:|owner\"|owner =", 0, re.compile(rf"owner[\"']?[ \t]?[:=][ \t]?[\"']?({_NAME})", re.I)),
    ("account_name|account name|account-name|accountname", 0, re.compile(rf"account(?:[_ -]?name)[\"']?[ \t]?[:=][ \t]?[\"']?({_NAME})", re.I)),
    ("sudo: ", 0, re.compile(rf"sudo: {{1,8}}({_NAME}) : ")),
    ("@", 64, re.compile(
        r"(?<![\w.@:/%+-])([A-Za-z_][\w.-]{1,31})@(?=\d{1,3}(?:\.\d{1,3}){3}(?![\w.])|\x7f|[a-z](?=[a-z-]*[\d-])[a-z0-9-]{1,40}(?:[\s:,;]|$)"
        r"|[\w-]+(?:\.[\w-]+)*\.(?:corp|internal|lan|local)\b)", re.I)),
    ("\\", 30, re.compile(r"(?<![\w\\:/.-])[A-Z][A-Z0-9-]{1,14}\\{1,2}([A-Za-z][\w.-]{2,31})(?![\w\\.])")),
)  # fmt: skip
_MAC_HOME = re.compile(r"/Users/([A-Za-z_][\w.@-]{0,62}[\w$]?)")
PATTERNS = (r"/Users/",)
ANCHORS = tuple(sorted({literal for literals, _, _ in _TABLE for literal in literals.split("|")}))

#: Users that every system or image has: they name nobody.
_SERVICES = words.listed("""
    root admin administrator nobody daemon bin sys sync mail news www www-data nginx apache httpd postgres postgresql
    mysql mariadb redis mongodb mongod rabbitmq guest sa system service services app application user users test
    default dbuser db_user anonymous ubuntu debian ec2-user centos core vagrant docker systemd-resolve systemd-network
    sshd ftp git jenkins gitlab node python none null true false unknown invalid public shared local-service
    network-service localsystem name id agent from and or is was not the this that has with password for
    agents agent-string info data table group role roles session sessions authentication authenticated
""")


def find(text: str, where: Where) -> Iterator[Span]:
    for end in where.get("/Users/", ()):
        home = _MAC_HOME.match(text, end - 7)
        if home:
            yield from _one(text, home)
    for literals, before, pattern in _TABLE:
        places = of_all(where, literals.split("|"))
        found = at_words(pattern, text, places, 120) if before < 0 else matches(pattern, text, places, before, 120)
        for match in found:
            yield from _one(text, match)


def _one(text: str, match: re.Match[str]) -> Iterator[Span]:
    name, end = match.group(1), match.end(1)
    if name.lower().rstrip(".$") in _SERVICES or "@" in name or name.isdigit():
        return
    while text[end - 1] in ".-":
        end -= 1
    yield Span(match.start(1), end, text[match.start(1) : end], "user")
