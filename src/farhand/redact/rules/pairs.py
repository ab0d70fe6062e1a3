"""Pairs of a key that sounds secret and a value: `key=value`, `key: value`, `"key": "value"`.

Covers YAML, JSON, JSON within JSON, INI, .env, Python's repr, tuples, libpq and ADO strings, HTTP headers
and percent-encoded pairs. The key decides whether, its surroundings decide how far.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from farhand.redact import values, words
from farhand.redact.marks import COVER
from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import back

ANCHORS = words.CORES

_CORES = frozenset(ANCHORS)
_TAIL = re.compile(r"(?:[\w.]|-(?!>)){0,40}")
_SEPARATOR = re.compile(
    r"(?P<close>\\*[\"'`]\]?|\]|)"
    r"(?:[ \t]{0,8}:[ \t]{0,4}(?:&(?:'\w{1,20} )?)?[\w.<>\[\]?!]{1,40}[ \t]{0,4}(?==[ \t]{0,8}[\"'`])"  # a type
    r"|[ \t]{0,4}(?:\[\d{0,5}\]|<const>)(?=[ \t]{0,8}=[ \t]{0,8}[\"'])|[ \t]{0,2}\.[. ]{2,60}(?=:))?"
    r"(?:[ \t]{0,64}(?P<sep>=>|⇒|→|<-(?=[ \t]*[\"'])|::(?=[ \t]+[\"'])|(?<=[ \t])\.(?=[ \t]+[\"'])|:=|==|->|=|:(?![:/])|:(?=/(?!/))|(?<=[\w\"'])[ \t]*,(?=[ \t]*\\*[\"']))"
    r"|(?P<pct>(?:%2[27])?%3[aAdD](?:%20|\+)?(?:%2[27])?))[ \t]{0,200}(?:(?:\[\]byte|String::from|new String|Buffer\.from|bytes)\((?=[\"'`]))?"
)
_LEAD = re.compile(
    r"(?:[\s>+|-]|export |set |env |declare -x |setx |\$env:|let |const |var |[\w.-]+[ \t]*\|)*", re.I
)
_SCHEME = re.compile(
    r"(Bearer|Basic|Token|Negotiate|NTLM|ApiKey|Key|GoogleLogin|SharedKey(?:Lite)?|Digest|OAuth|Hawk|AWS4-HMAC-SHA256)"
    r"(?:[ \t]+|\+|%20)(?=\S)",
    re.I,
)
#: A scheme of somebody's own: `Authorization: GenieKey …`; what follows must look made by a machine.
_OWN_SCHEME = re.compile(r"[A-Za-z][\w-]{1,20}[ \t]+(?=[^\s\"']*\d)(?=[^\s\"']{16})")
_LISTS = ("digest", "oauth", "hawk", "aws4-hmac-sha256", "hmac", "signature")
_CONNECTION = re.compile(r"[\w+.-]{2,30}://|[\w ]{2,30}=")
_WORD = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-"


def find(text: str, where: Where) -> Iterator[Span]:
    after, bol, eol = 0, 0, -1
    for first, last in _keys(text, where):
        if first < after:
            continue
        if first > eol:
            bol = text.rfind("\n", max(0, eol), first) + 1 or bol
            eol = text.find("\n", first)
            eol = len(text) if eol < 0 else eol
        for span in _pair(text, first, last, bol, eol):
            yield span
            after = max(after, span.end)


def _keys(text: str, where: Where) -> Iterator[tuple[int, int]]:
    """From where to where a word that sounds secret goes, with what is joined to it; in order."""
    hits = [(at, -len(core)) for core, places in where.items() if core in _CORES for at in places]
    end = 0
    for at, length in sorted(hits):
        if at >= end:
            tail = _TAIL.match(text, at - length) if text[at - length - 1].isalnum() else None
            end = tail.end() if tail else at - length
            yield at, end


def _pair(text: str, first: int, last: int, bol: int, eol: int) -> Iterator[Span]:
    """The hidden part of one pair, if it is one."""
    start = _key_start(text, first)
    kind = words.kind_of(text[start:last].strip("\"'=:"))
    shift = 1 if text[last - 1] in "=\"':" else 0
    separator = _SEPARATOR.match(text, last - shift, eol) if kind else None
    if not separator or _is_none(text, start, separator):
        return
    at = separator.end()
    if text[at : at + 1] == COVER or (text[at + 1 : at + 2] == COVER and text[at] in "\"'"):
        return  # hidden already
    if at >= eol or (separator.group("sep") == ":" and text[at : at + 1] in "|>"):
        yield from _block(text, start, bol, at, eol)
        return
    if text[at] in "{[" and (at + 1 >= eol or text[at + 1] in "\"'{[]} \t\\"):
        return
    span = _value(text, start, bol, separator, eol, kind)
    if span:
        value = text[span[0] : span[1]]
        if _counts(kind, value, separator, text[at] in "\"'\\"):
            pair = values.password_in_base64(value) if kind == "auth" else ""
            value = unquote(value) if text[start - 1 : start] in ("?", "&") and "%" in value else value
            yield Span(span[0], span[1], pair or _plain(value))
            yield from _changed(text, span[1], eol)


#: What a plan of Terraform or a diff says the value is now.
_NOW = re.compile(r"(\\*[\"'])[ \t]{0,4}(?:->|=>|→)[ \t]{0,4}\\*[\"']((?:[^\"'\\\n]|\\(?![\"'])){1,512})")


def _changed(text: str, at: int, eol: int) -> Iterator[Span]:
    """The second value of `password = "old" -> "new"`."""
    now = _NOW.match(text, at, eol)
    if now and not words.is_blank(now.group(2)):
        yield Span(now.start(2), now.end(2), _plain(now.group(2)))


def _key_start(text: str, at: int) -> int:
    """Where the key begins; a hyphen before it is an option's, not the key's."""
    return back(text, at, _WORD, 64)


def _is_none(text: str, start: int, separator: re.Match[str]) -> bool:
    """No pair: `app/my-token:1.2` is an image, `PWD=/srv` and `OLDPWD=/srv` are folders of the shell."""
    sign = (separator.group("sep") or "").strip()
    if (
        start > 1
        and text[start - 1] == "/"
        and not text[start - 2].isspace()
        and sign == ":"
        and not separator.group().endswith(" ")
    ):
        return True
    before = text[max(0, start - 8) : start]
    if sign == "," and before.endswith(("{", "{:")):
        return False  # a tuple of Erlang or Elixir
    if sign == "," and (not separator.group("close") or before.rstrip("\"'- \\")[-1:] not in ("(", "[")):
        return True  # two entries of a list; a pair only in `("password", "x")`
    key = text[start : separator.start()]
    if (
        sign == ","
        and text[separator.end() : separator.end() + 40]
        .strip("\"'\\ ")
        .partition('"')[0]
        .replace("_", "")
        .isalpha()
    ):
        return "[" in text[max(0, start - 8) : start]  # `["password", "refresh_token"]` is a list of words
    if key == "PASS" and text.startswith("Test", separator.end()):
        return True  # what `go test` says
    return key in ("PWD", "OLDPWD") and text[separator.end() : separator.end() + 1] in "/\"'"


def _value(
    text: str, start: int, bol: int, separator: re.Match[str], eol: int, kind: str
) -> tuple[int, int] | None:
    at = separator.end()
    if separator.group("pct"):
        return values.percent(text, at, eol)
    span = values.quoted(text, at, eol)
    span = span or _rest_of_quotes(text, start, separator, eol)
    if kind == "auth":
        return _header(text, at, span, eol)
    if span:
        return span
    if separator.group("sep") == "=" and text[max(0, start - 2) : start].rstrip().endswith(";"):
        return values.up_to_semicolon(text, at, eol)
    if separator.group("sep") in ("=", ":") and start - bol <= 40 and _LEAD.fullmatch(text, bol, start):
        return values.rest_of_line(text, at, eol)
    return values.bare(text, at, eol)


def _rest_of_quotes(text: str, start: int, separator: re.Match[str], eol: int) -> tuple[int, int] | None:
    """In `"DB_PASSWORD=two words"` the quotes are around the pair: the value ends with them."""
    if separator.group("close") or separator.group("sep") != "=" or not start or text[start - 1] not in "\"'":
        return None
    opened = start - 1
    while opened and text[opened - 1] == "\\":
        opened -= 1
    span = values.quoted(text, opened, eol)
    if not span or span[1] >= eol or values.another_pair(text, separator.end(), span[1]):
        return None
    return (separator.end(), span[1]) if span[1] > separator.end() else None


def _header(text: str, at: int, span: tuple[int, int] | None, eol: int) -> tuple[int, int] | None:
    """An Authorization header: its scheme stays readable, all after it is hidden."""
    start = span[0] if span else at
    scheme = _SCHEME.match(text, start, eol) or _OWN_SCHEME.match(text, start, eol)
    start = scheme.end() if scheme else start
    if span:
        return (start, span[1])
    if scheme and scheme.group().split()[0].lower() in _LISTS:
        return values.line(text, start, eol)
    return values.bare(text, start, eol)


def _counts(kind: str, value: str, separator: re.Match[str], in_quotes: bool) -> bool:
    """Is that value a secret, or a placeholder, a flag or the rest of a sentence?"""
    bare = value.strip()
    if words.is_blank(bare):
        return False
    if kind == "dsn":
        return not _CONNECTION.match(bare)
    if kind == "faint":
        return words.is_tokenish(bare)
    if in_quotes or separator.group("sep") != ":":
        return kind != "weak" or not (bare.isdigit() and len(bare) < 6)
    if words.is_prose(bare) or (kind == "auth" and bare.endswith(":")):
        return False
    return kind != "weak" or words.is_tokenish(bare)


def _plain(value: str) -> str:
    """The value without JSON's escapes, so that it has the mark of the same value elsewhere."""
    if "\\" not in value:
        return value
    return value.replace('\\"', '"').replace("\\/", "/").replace("\\\\", "\\")


def _block(text: str, start: int, bol: int, at: int, eol: int) -> Iterator[Span]:
    """The lines of a YAML block (`key: |`): all that are indented deeper than the key."""
    if not values.BLOCK.fullmatch(text, at, eol) or not _LEAD.fullmatch(text, bol, start):
        return
    depth, where = start - bol, eol + 1
    while where < len(text):
        end = text.find("\n", where)
        end = len(text) if end < 0 else end
        line = text[where:end]
        inside = len(line) - len(line.lstrip(" "))
        if line.strip() and inside <= depth:
            return
        if line.strip() and not line.strip().startswith("-----"):
            yield Span(where + inside, where + len(line.rstrip()), line.strip())
        where = end + 1
