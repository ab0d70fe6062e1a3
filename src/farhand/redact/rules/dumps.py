"""Values as languages print them, where neither `=` nor `:` stands between the name and the value.

PHP's dumps and serialised arrays, Swift's optionals, Erlang's tuples, lists of arguments, bound parameters of ORMs,
calls that connect to a database, and the types that wrap a secret.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from farhand.redact import words
from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import Rows, matches

_Q = r"\\*[\"']"
_KEY = r"([\w.$@-]{2,64})"
_INSIDE = r"((?:[^\"'\\\n]|\\(?![\"'])){1,512})"

#: Literals of which one must be there, how far before it a match begins, and a pattern: key and value, or value only.
_TABLE = (
    ("string(", 120, rf"{_Q}?{_KEY}{_Q}?\]?[ \t]*=>[ \t\n]*string\(\d+\)[ \t]+{_Q}{_INSIDE}{_Q}"),
    (";s:", 90, rf"s:\d+:{_Q}{_KEY}{_Q};s:\d+:{_Q}{_INSIDE}{_Q}"),
    ("optional(", 0, rf"Optional\({_Q}{_KEY}{_Q}\):[ \t]*Optional\({_Q}{_INSIDE}{_Q}"),
    ("some(", 90, rf"{_KEY}:[ \t]*Some\({_Q}{_INSIDE}{_Q}"),
    ("<<", 90, rf"\{{[ \t]*{_Q}?{_KEY}{_Q}?[ \t]*,[ \t]*<<{_Q}{_INSIDE}{_Q}>>"),
    ("secretstr(|secret(|password(|redacted(", 0,
     rf"(?:SecretStr|Secret|SecretString|Password|Redacted)\({_Q}{_INSIDE}{_Q}\)"),
    ("binding parameter", 0, rf"binding parameter \[{_KEY}\] as \[\w+\] - \[([^\]\n]{{1,512}})\]"),
    ("getconnection(", 0, rf"getConnection\([^,()\n]{{1,300}},[ \t]*{_Q}[^\"'\n]{{0,80}}{_Q},[ \t]*{_Q}{_INSIDE}{_Q}"),
    ("__construct(", 0, rf"__construct\({_Q}[^\"'\n]{{1,300}}{_Q},[ \t]*{_Q}[^\"'\n]{{0,80}}{_Q},[ \t]*{_Q}{_INSIDE}{_Q}"),
    ("mysqli_connect(|mysql_connect(|new mysqli(|ftp_login(|ssh2_auth_password(|ldap_bind(|oci_connect(", 0,
     rf"[\w ]+\((?:[^,()\n]{{1,200}},[ \t]*)?{_Q}[^\"'\n]{{0,80}}{_Q},[ \t]*{_Q}{_INSIDE}{_Q}"),
    ("new pdo(", 0, rf"new pdo\((?:{_Q}[^\"'\n]{{1,300}}{_Q}|[^,()\n]{{1,100}}),[ \t]*(?:{_Q}[^\"'\n]{{0,80}}{_Q}|\$\w+),[ \t]*{_Q}{_INSIDE}{_Q}"),
    (", password = |, password) = |, passwd = |, passwd) = |, pwd = |, secret = |, secret) = ", 0,
     rf", \w+\)? = \(?{_Q}[^\"'\n]{{0,80}}{_Q},[ \t]*{_Q}{_INSIDE}{_Q}"),
    ("clear-text=", 0, rf"clear-text={_Q}{_INSIDE}{_Q}"),
    ("auth=(|auth: (|auth =>[", 0, rf"auth(?:=|: |=>)[(\[]{_Q}[^\"'\n]{{0,80}}{_Q},[ \t]*{_Q}{_INSIDE}{_Q}"),
    ("setproperty(|addproperty(|putenv(", 0, rf"\({_Q}{_KEY}{_Q},[ \t]*{_Q}{_INSIDE}{_Q}"),
    ("securestring", 0, rf"SecureString[ \t]+(?:-\w{{1,20}}[ \t]+){{0,3}}{_Q}{_INSIDE}{_Q}"),
    ("basicauth(|login(|authenticate(|signin(|basic_auth(|networkcredential(|passwordcredentials(|authenticationtoken(|passwordauthentication(|credentials.basic(|oracle.connect(|oracledb.connect(|simple_bind(|simple_bind_s(", 0,
     rf"\w[\w.]*\({_Q}[^\"'\n]{{0,80}}{_Q},[ \t]*{_Q}{_INSIDE}{_Q}"),
    ("<pass|<secret|<token|<pwd|<apikey|<credential", 0, rf"<{_KEY}[^<>\n]{{0,200}}?\bvalue={_Q}{_INSIDE}{_Q}"),
    ("requirepass\\\"|masterauth\\\"", 0, rf"(?:requirepass|masterauth){_Q}[ \t]+{_Q}{_INSIDE}{_Q}"),
    (".auth(", 0, rf"\.auth\({_Q}[^\"'\n]{{0,80}}{_Q},[ \t]*{_Q}{_INSIDE}{_Q}"),
    ("\"auth\"", 0, r"\"AUTH\"[ \t]+(?:\"[^\"\n]{1,80}\"[ \t]+)?\"([^\"\n]{1,512})\""),
    ("\\\"auth\\\"", 0, r"\\\"AUTH\\\"[ \t]+(?:\\\"[^\"\n]{1,80}\\\"[ \t]+)?\\\"([^\"\n\\]{1,512})\\\""),
    ("pgp_sym_|crypt(|aes_encrypt(|aes_decrypt(", 0, r"\w*\([^()'\n]{1,200},[ \t]*'([^'\n]{4,256})'"),
    ("form-data; name=", 0, rf"form-data; name={_Q}{_KEY}{_Q}[^\n]{{0,100}}\n(?:[A-Za-z-]+:[^\n]{{1,200}}\n){{0,3}}[ \t]*\r?\n([^\n\r]{{1,512}})"),
    ("variable ", 0, rf"variable[ \t]+{_Q}{_KEY}{_Q}[ \t]*\{{[^{{}}]{{0,400}}?default[ \t]*=[ \t]*{_Q}{_INSIDE}{_Q}"),
    ("\"value\"|\\\"value\\\"|\"default\"|\\\"default\\\"|\"access\"|\"refresh\"|\"raw\"|\"defaultvalue\"", 240,
     rf"{_Q}{_KEY}{_Q}[ \t]*:[ \t]*\{{[^{{}}]{{0,160}}?{_Q}(?:value|default|defaultvalue|access|refresh|raw){_Q}[ \t]*:[ \t]*{_Q}{_INSIDE}{_Q}"),
    ("\"value\"|\\\"value\\\"", 0, rf"{_Q}value{_Q}[ \t]*:[ \t]*{_Q}(?P<value>(?:[^\"'\\\n]|\\(?![\"'])){{1,512}}){_Q}[ \t\n]*,[ \t\n]*{_Q}(?:name|key){_Q}[ \t]*:[ \t]*{_Q}(?P<key>[\w.-]{{2,64}}){_Q}"),
    ("\"val\"|\\\"val\\\"", 90, rf"{_Q}(?:name|key){_Q}[ \t]*:[ \t]*{_Q}{_KEY}{_Q}[ \t]*,[ \t]*{_Q}val{_Q}[ \t]*:[ \t]*{_Q}{_INSIDE}{_Q}"),
    ("\"--|'--|\"-p|'-p", 0, rf"[\"'](?:-{{1,2}}){_KEY}{_Q}[ \t]*,[ \t\n]*{_Q}{_INSIDE}{_Q}"),
)  # fmt: skip
ANCHORS = tuple(sorted({one for literals, *_ in _TABLE for one in literals.split("|")}))


_ROWS = Rows(literals.split("|") for literals, _, _ in _TABLE)


def find(text: str, where: Where) -> Iterator[Span]:
    for row, places in _ROWS(where):
        _, before, pattern = _TABLE[row]
        for match in _near(_compiled(pattern), text, places, before):
            named = match.groupdict()
            at = "value" if named else (match.lastindex or 1)
            key = named["key"] if named else match.group(1) if match.lastindex == 2 else ""
            value = match.group(at)
            if (not key or _sounds(key)) and not words.is_blank(value):
                yield Span(match.start(at), match.end(at), value.replace("\\\\", "\\"))


def _near(pattern: re.Pattern[str], text: str, places: Sequence[int], before: int) -> Iterator[re.Match[str]]:
    """Matches that begin at these places, or up to `before` characters ahead of them on the same line."""
    if not before:
        yield from matches(pattern, text, places, 0, 1400)
        return
    end = 0
    for at in places:
        if at >= end:
            if before > 200 and text.rfind("{", at - before, at) < 0:
                continue
            match = pattern.search(text, max(end, at - before), at + 1400)
            if match and match.start() <= at:
                end = match.end()
                yield match


def _sounds(key: str) -> bool:
    return words.kind_of(key.lstrip("-")) in ("strong", "weak", "auth")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)
