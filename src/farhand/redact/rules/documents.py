"""Secrets that are told by what document they stand in: JWK, PuTTY keys, key logs of TLS, vaults.

Also a value on the line after its name, a list of values under one name, and what a mail or file server is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.redact import words
from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import Rows, back, matches, of_all

_KTY = ('"kty"', '\\"kty\\"')
ANCHORS = (
    *_KTY, "private-lines:", "client_random", "_traffic_secret", "$ansible_vault", "chpasswd:", "userpassword::", "unicodepwd::", "krbprincipalkey::", "clearpassword::",
    ":::", "pass ", " login ", "passwords", "secrets", "tokens", "keys", "codes", "credentials", "password", "secret",
    "token", "pass", "on >", "\" \"", "?code=", "&code=", "&state=", "jsessionid ", "phpsessid ",
    "unseal key", "recovery key", "<auth-user-pass>", "openvpn static key", "<rsakeyvalue>", "nkey seed",
    "following password", "ugfzc3dvcmq6", "\" * \"", "mnemonic", "seed phrase", "seed_phrase", "recovery phrase",
)  # fmt: skip

_JWK = re.compile(r"\\*\"(?:d|k|p|q|dp|dq|qi)\\*\"[ \t]*:[ \t]*\\*\"([\w-]{20,2000})")
_KEYLOG = re.compile(r"\w+[ \t]+[0-9a-fA-F]{64}[ \t]+([0-9a-fA-F]{64,128})")
_VAULT = re.compile(r"[^\n]*\n((?:[ \t]*[0-9a-f]{40,120}[ \t]*\r?\n?){1,2000})")
_PPK = re.compile(r"private-lines:[ \t]*(\d{1,3})\r?\n", re.I)
_CHPASSWD = re.compile(
    r"chpasswd:[^\n]*\n(?:[ \t]+[\w]+:[^\n]*\n){0,3}((?:[ \t]+[\w.-]{1,32}:[^\s:][^\n]*\n?){1,50})"
)
_LDIF = re.compile(
    r"(?:userPassword|unicodePwd|krbPrincipalKey|clearPassword)::[ \t]*([A-Za-z0-9+/=]{8,400})", re.I
)
_NTLM = re.compile(r":\d{1,8}:([0-9a-fA-F]{32}:[0-9a-fA-F]{32}):::")
_LIST = re.compile(r"[\w-]{0,40}\\*[\"']?[ \t]*(?:[:=]|=>)[ \t]*\[([^\[\]{}\n]{4,4000})\]")
_BRACES = re.compile(
    r"(?:tokens|secrets|passwords)\\*[\"']?[ \t]*(?:[:=]|=>)?[ \t]*\{([^{}\[\]]{4,4000})\}", re.I
)
_BRACES_ITEM = re.compile(
    r"[\w.-]{1,60}(?<!_key)\\*[\"']?[ \t]*(?:[:=]|=>)[ \t]*\\*[\"'](?!\d{4}-\d\d-\d\d)(?=[^\"'\s]{0,80}\d)([^\"'\\\s]{6,512})\\*[\"']"
)
_YAML_LIST = re.compile(r"[\w-]{0,40}:[ \t]*\r?\n((?:[ \t]*-[ \t]+[^\n]{6,600}\n?){1,50})")
_YAML_MAP = re.compile(
    r"(?:secrets|passwords|tokens|credentials|api_keys|apikeys):[ \t]*\r?\n((?:[ \t]+[\w.-]{1,64}:[ \t]+[^\n]{6,600}\n?){1,50})",
    re.I,
)
_ITEM = re.compile(r"\\*[\"']((?:[^\"'\\\n]|\\(?![\"'])){4,512})\\*[\"']")
_YAML_ITEM = re.compile(r"-[ \t]+[\"']?([^\s\"':]{8,512})[\"']?[ \t]*\r?$", re.M)
_MAP_ITEM = re.compile(r"^[ \t]+[\w.-]+:[ \t]+[\"']?([^\s\"'{\[|>][^\s\"']{7,512})[\"']?[ \t]*\r?$", re.M)
_NEXT_LINE = re.compile(
    r"[\w.-]{0,30}\\*[\"']?[ \t]*[:=][ \t]*(?:\\|\"\"\"|''')?[ \t]*\r?\n([ \t]*)(?:\"\"\"|''')?([\"']?)([^\s\"'#{\[:=-][^\n\"']{3,400}?)(?:\"\"\"|'''|\2)[ \t,]*\r?(?=\n|\Z)"
)
_POP = re.compile(r"(?<![\w-])PASS[ \t]+(?!Test)([^\s/\"':.]{6,128})(?=\s|\\*\"|\Z)")
_IMAP = re.compile(r"(?<=\w)[ \t]LOGIN[ \t]+\S{1,128}[ \t]+\\*\"?([^\s\"\\]{4,128})")
_ACL = re.compile(r"(?<=\s)on[ \t]+>(\S{1,512})", re.I)
_USERLIST = re.compile(r"(?m)^\"[\w.@-]{1,64}\" \"([^\"\n]{1,512})\"[ \t\r]*$")
_CODE = re.compile(r"[?&](?:code|state)=((?=[^&\s\"'#]{0,200}\d)[^&\s\"'#<>]{16,2000})")
_SESSION = re.compile(r"(?:J|PHP)SESS(?:ION)?ID[ \t]+([\w.-]{16,200})", re.I)

_UNSEAL = re.compile(r"(?:unseal|recovery) key(?: \d+)?(?: is)?[ \t]*[:=][ \t]*([\w+/=-]{20,100})", re.I)
#: The words of a wallet, which are a key: twelve to twenty-four of a list of plain words.
_PHRASE = re.compile(
    r"(?:mnemonic|(?:seed|recovery)[ _]phrase)\w{0,20}\\*[\"']?[ \t]*(?:[:=]|is)[ \t]*\\*[\"']?((?:[a-z]{3,8}[ ,]{1,2}){11,24}[a-z]{3,8})",
    re.I,
)

_USER_PASS = re.compile(r"<auth-user-pass>\s*\n[^\n]{1,256}\n([^\n<]{1,256}?)[ \t\r]*\n", re.I)
_NKEY = re.compile(r"nkey seed[-: ]*\s*(S[A-Z2-7]{40,70})", re.I)
_STATIC = re.compile(r"openvpn static key V\d-----((?:(?:\s|\\[nr])*[0-9a-f]{32}(?![0-9a-f])){1,32})", re.I)
_HEX32 = re.compile(r"([0-9a-f]{32})", re.I)
_RSA_ALL = re.compile(r"<RSAKeyValue>((?:[^<]|<(?!RSAKeyValue|/RSAKeyValue)){1,12000})</RSAKeyValue>", re.I)
_RSA = re.compile(r"<(?:D|P|Q|DP|DQ|InverseQ)>([\w+/=\s]{20,2000})</")
_NAME = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-"
#: How redis-cli prints a field and its value.
_HEADING = re.compile(
    r"\w*[ \t]{0,4}(?:[#*=-]{1,60})?[ \t]*\r?\n[ \t]*((?=\S*\d)(?=\S*[A-Za-z])[^\s/:<>\"'(){}\[\]=]{8,128})[ \t]*\r?(?=\n|\Z)"
)
_FOLLOWING = re.compile(
    r"following password[^\n]{0,120}\n(?:[ \t]*\r?\n){0,2}[ \t]*(\S{8,128})[ \t]*\r?\n", re.I
)
_INNER = re.compile(
    r"\w*[\"']?[ \t]*[:=]?[ \t]*\{?[ \t]*\r?\n[ \t]+[\"']?(?:value|plain|plaintext|current|default)[\"']?[ \t]*[:=][ \t]*[\"']?([^\s\"'{\[|>]{4,512})",
    re.I,
)
_ASKED = re.compile(
    r"UGFzc3dvcmQ6[ \t]*\r?\n(?:[^\s:]{0,8}[:>] |[^\n]{0,60}C: )?([\w+/=]{4,400})[ \t]*\r?(?=\n|\Z)"
)
_CHAP = re.compile(r"\"[^\"\n]{1,64}\"[ \t]+\*[ \t]+\"([^\"\n]{1,256})\"")
_REDIS = re.compile(r"\w*\"?[ \t]*\r?\n[ \t]*(?:\d+[)#] )?\"([^\"\n]{1,512})\"[ \t]*\r?(?=\n|\Z)")
_REDIS_KEY = re.compile(r"(?:\d+[)#] \"|HM?GET[ \t]+\S{1,256}[ \t]+\"?)[\w.:-]{0,60}$", re.I)

#: Literals, pattern at or just before them, how far before, how long at most: the secret is the first group.
_SIMPLE: tuple[tuple[tuple[str, ...], re.Pattern[str], int, int], ...] = (
    (("client_random", "_traffic_secret"), _KEYLOG, 40, 320), (("userpassword::", "unicodepwd::", "krbprincipalkey::", "clearpassword::"), _LDIF, 0, 440),
    ((":::",), _NTLM, 80, 4), (("pass ",), _POP, 0, 140), ((" login ",), _IMAP, 0, 300), (("on >",), _ACL, 0, 520),
    (('" "',), _USERLIST, 70, 600), (("?code=", "&code=", "&state="), _CODE, 0, 2010),
    (("jsessionid ", "phpsessid "), _SESSION, 0, 220), (("unseal key", "recovery key"), _UNSEAL, 0, 140),
    (("<auth-user-pass>",), _USER_PASS, 0, 600), (("nkey seed",), _NKEY, 0, 120), (("following password",), _FOLLOWING, 0, 300),
    (("ugfzc3dvcmq6",), _ASKED, 0, 480), (("\" * \"",), _CHAP, 70, 300),
    (("mnemonic", "seed phrase", "seed_phrase", "recovery phrase"), _PHRASE, 0, 300),
)  # fmt: skip


_ROWS = Rows(row[0] for row in _SIMPLE)


def find(text: str, where: Where) -> Iterator[Span]:
    for row, places in _ROWS(where):
        _, pattern, before, after = _SIMPLE[row]
        for match in _search(pattern, text, places, before, after):
            value = match.group(1)
            if not words.is_blank(value) and (pattern not in (_POP, _IMAP) or words.is_tokenish(value)):
                yield Span(match.start(1), match.end(1), value)
    done = 0
    for at in of_all(where, _KTY):
        if at >= done:
            first, last = (
                max(done, text.rfind("{", max(0, at - 20000), at) + 1),
                text.find("}", at, at + 20000),
            )
            done = last if last >= 0 else min(len(text), at + 20000)
            yield from _groups(_JWK, text, first, done)
    yield from _lines(text, where)
    yield from _lists(text, where)


def _search(
    pattern: re.Pattern[str], text: str, places: Sequence[int], before: int, after: int
) -> Iterator[re.Match[str]]:
    end = 0
    for at in places:
        if at >= end:
            match = (
                pattern.search(text, max(end, at - before), at + after) if before else pattern.match(text, at)
            )
            if match and match.start() <= at:
                end = match.end()
                yield match


def _groups(pattern: re.Pattern[str], text: str, first: int, last: int) -> Iterator[Span]:
    for match in pattern.finditer(text, first, last):
        yield Span(match.start(1), match.end(1), match.group(1))


def _lines(text: str, where: Where) -> Iterator[Span]:
    """Keys of many lines, and lists of users with their passwords."""
    at = 0
    for head in matches(_PPK, text, where.get("private-lines:", ()), 0, 60):
        if head.start() < at:
            continue
        at = head.end()
        for _ in range(int(head.group(1))):
            eol = text.find("\n", at)
            eol = eol if eol >= 0 else len(text)
            yield Span(at, len(text[at:eol].rstrip()) + at, text[at:eol].rstrip())
            at = min(eol + 1, len(text))
    for head in matches(_VAULT, text, where.get("$ansible_vault", ()), 0, 200000):
        for match in re.finditer(r"[0-9a-f]{40,120}", head.group(1)):
            yield Span(head.start(1) + match.start(), head.start(1) + match.end(), match.group())
    for head in matches(_CHPASSWD, text, where.get("chpasswd:", ()), 0, 4000):
        for match in re.finditer(r"[\w.-]+:([^\s:]\S*)", head.group(1)):
            yield Span(head.start(1) + match.start(1), head.start(1) + match.end(1), match.group(1))
    for literal, document, item in (
        ("openvpn static key", _STATIC, _HEX32),
        ("<rsakeyvalue>", _RSA_ALL, _RSA),
    ):
        for head in matches(document, text, where.get(literal, ()), 0, 16000):
            yield from _groups(item, text, head.start(1), head.end(1))
    yield from _below(text, [at for at in of_all(where, _NAMED) if text.find("\n", at, at + _NEAR_END) >= 0])


def _below(text: str, places: list[int]) -> Iterator[Span]:
    """Values on the line after their name. `places`: of names near the end of their line."""
    for match in matches(_REDIS, text, places, 0, 700):
        field = _REDIS_KEY.search(text[max(0, match.start() - 330) : match.start()])
        if field and not words.is_blank(match.group(1)):
            yield Span(match.start(1), match.end(1), match.group(1))
    for match in matches(_INNER, text, places, 0, 700):
        start = back(text, match.start(), _NAME, 40)
        key = text[start : match.start()] + match.group().partition("\n")[0].rstrip(" \t\r{:=\"'")
        if words.kind_of(key) == "strong" and not words.is_blank(match.group(1)):
            yield Span(match.start(1), match.end(1), match.group(1))
    for match in matches(
        _HEADING, text, [at for at in places if text[at : at + 8].lower() in ("password", "passphra")], 0, 300
    ):
        if not text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip(" \t#*>=-"):
            yield Span(match.start(1), match.end(1), match.group(1))
    for match in matches(_NEXT_LINE, text, places, 0, 500):
        key = match.group().partition("\n")[0].strip(" \t\r\\\"':=")
        if (
            words.kind_of(key) == "strong"
            and not words.is_blank(match.group(3))
            and not _is_pair(match.group(3))
        ):
            yield Span(match.start(3), match.end(3), match.group(3))


#: Of what a name has at least one, and how near to the line's end it is.
_NAMED = ("pass", "secret", "token")
_NEAR_END = 72


def _is_pair(line: str) -> bool:
    """The next line has a name of its own."""
    return bool(re.match(r"[\w.-]{1,60}[\"']?[ \t]*[:=](?:[ \t]|$)|[\w.-]+=", line))


def _lists(text: str, where: Where) -> Iterator[Span]:
    """The items of a list whose name sounds secret."""
    names = of_all(
        where,
        ("passwords", "secrets", "tokens", "keys", "codes", "credentials", "password", "secret", "token"),
    )
    for pattern, item in (
        (_LIST, _ITEM),
        (_BRACES, _BRACES_ITEM),
        (_YAML_LIST, _YAML_ITEM),
        (_YAML_MAP, _MAP_ITEM),
    ):
        for match in matches(pattern, text, names, 0, 4200):
            if _list_key(text, match.start(), match.group()):
                for found in item.finditer(text, match.start(1), match.end(1)):
                    value = found.group(1)
                    if words.is_tokenish(value) and not words.is_blank(value):
                        yield Span(found.start(1), found.end(1), value)


def _list_key(text: str, at: int, rest: str) -> bool:
    start = at
    while start > 0 and at - start < 40 and (text[start - 1].isalnum() or text[start - 1] in "_-."):
        start -= 1
    key = text[start:at] + (re.match(r"[\w-]*", rest) or [""])[0]
    return any(words.kind_of(one) in ("strong", "weak") for one in (key, key.rstrip("s")))
