"""What a refusing reply of a mail server means: its step, its code, its enhanced code, text last.  Pure.

Codes: RFC 5321, 4.2.3; RFC 4954, 6; RFC 3207. Enhanced codes: RFC 3463 and the IANA registry of RFC 5248.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from farhand.wire import smtp


class Meaning(NamedTuple):
    cause: str
    sure: float
    says: str


TLS_FIRST = Meaning("tls.not_tls", 0.95, "the server wants STARTTLS first, and the app goes on without")
_LOGIN_WANTED = Meaning("smtp.auth", 0.95, "the server wants a login, and the app has none")
_REFUSED_LOGIN = Meaning("smtp.auth", 0.95, "the server refuses the user or the password")
_STORE = Meaning("smtp.auth", 0.8, "the server cannot look up accounts at the moment")
_RELAY = Meaning(
    "smtp.relay_denied", 0.95, "the server does not take mail for this recipient's domain from here"
)
_SENDER = Meaning("smtp.sender_refused", 0.95, "the server refuses the sender's address")
_RECIPIENT = Meaning("smtp.recipient_refused", 0.95, "the server refuses the recipient's address")
_CLIENT = Meaning("smtp.client_refused", 0.92, "the server takes no mail from the app's address")
_FULL = Meaning("smtp.full", 0.95, "there is no room for the message")
_LATER = Meaning("smtp.deferred", 0.9, "the server puts the app off until later")
_LARGE = Meaning("smtp.too_large", 0.95, "the server takes only smaller messages")

#: Replies to AUTH by their code alone.
_AUTH = {
    432: _REFUSED_LOGIN._replace(says="the server wants the password to be set anew"),
    454: _STORE,
    500: _REFUSED_LOGIN._replace(sure=0.8, says="the server offers no login here"),
    502: _REFUSED_LOGIN._replace(sure=0.8, says="the server offers no login here"),
    503: _REFUSED_LOGIN._replace(sure=0.7, says="the server offers no login here"),
    504: _REFUSED_LOGIN._replace(sure=0.8, says="the server does not take this way to log in"),
    530: TLS_FIRST,
    534: _REFUSED_LOGIN._replace(says="the server wants a stronger login than user and password"),
    535: _REFUSED_LOGIN,
    538: TLS_FIRST,
}
#: Enhanced codes without their first digit, where they say more than the code.
_ENHANCED = {
    "1.0": None,
    "1.1": _RECIPIENT._replace(says="there is no such mailbox"),
    "1.2": _RECIPIENT._replace(says="the recipient's domain is not known"),
    "1.3": _RECIPIENT._replace(says="the recipient's address is malformed"),
    "1.6": _RECIPIENT._replace(says="the recipient has moved"),
    "1.7": _SENDER._replace(says="the sender's address is malformed"),
    "1.8": _SENDER._replace(says="the sender's domain is not known"),
    "1.10": _RECIPIENT._replace(says="the recipient's domain takes no mail"),
    "2.1": _RECIPIENT._replace(says="the mailbox is disabled"),
    "2.2": _FULL._replace(says="the recipient's mailbox is full"),
    "2.3": _LARGE,
    "3.1": _FULL._replace(says="the mail server's own storage is full"),
    "3.4": _LARGE,
    "7.8": _REFUSED_LOGIN,
    "7.9": _REFUSED_LOGIN._replace(
        says="the server wants another kind of login, such as a password for apps"
    ),
    "7.10": TLS_FIRST,
    "7.11": TLS_FIRST,
    "7.23": _SENDER._replace(says="the sender's domain does not let this server's client send for it (SPF)"),
    "7.25": _CLIENT._replace(says="the app's address has no valid name in DNS"),
    "7.26": _SENDER._replace(says="the sender's domain does not let the app send for it"),
    "7.27": _SENDER._replace(says="the sender's domain takes no mail"),
    "7.28": _LATER._replace(says="the app sends too much mail"),
}
#: Words of a text, in order; the first that are there decide.
_TEXTS = (
    (r"starttls|must (?:issue|use) (?:a )?(?:tls|ssl)|encryption required|requires? tls", TLS_FIRST),
    (r"gr[ae]y-?list", _LATER),
    (r"spamhaus|spamcop|barracuda|blocked using|blacklist|blocklist|\b(?:dns|r)bl\b", _CLIENT),
    (r"client host|\bclient\b.*(?:denied|rejected|not allowed)|reverse (?:dns|hostname)|\bptr\b", _CLIENT),
    (r"\b[eh]elo\b", _CLIENT._replace(says="the server does not accept the name that the app gives in EHLO")),
    (r"relay(?! recipient table)", _RELAY),
    (r"not owned by|send ?as|sender address|sender .*(?:reject|denied|not allowed|verif)|\bspf\b|\bdmarc\b"
     r"|from address|return path", _SENDER),
    (r"authenticat|auth.* required|log ?in first|must (?:be )?log", _LOGIN_WANTED),
    (r"too many|rate ?limit|try again later|throttl|exceeded .*(?:rate|connection)", _LATER),
    (r"insufficient (?:system )?storage|mailbox (?:is )?full|over ?quota|disk (?:is )?full", _FULL),
    (r"message (?:size|too (?:big|large))|size exceeds", _LARGE),
    (r"user unknown|unknown user|no such (?:user|mailbox|recipient)|mailbox unavailable|does not exist"
     r"|recipient address|unknown (?:local )?recipient", _RECIPIENT),
)  # fmt: skip
_LISTED = re.compile(r"unavailable|administrative|policy", re.IGNORECASE)


def meaning(asked: str, code: int, message: str, user: str = "") -> Meaning:
    """What it means that `asked` (greeting, EHLO, AUTH, MAIL, RCPT) got this reply."""
    if asked == "AUTH":
        return _of_login(code, message)
    if code == 421 and asked == "greeting":
        return _LATER
    if code == 530:
        found = _of_text(message)
        return found if found in (TLS_FIRST,) else _LOGIN_WANTED
    found = _of_enhanced(smtp.enhanced(message), message) or _of_text(message)
    if found:
        return _with_login(found, user)
    return _of_code(asked, code, message)


def _of_login(code: int, message: str) -> Meaning:
    if code == 421:
        return _LATER
    if smtp.enhanced(message)[1:] in (".7.9", ".7.11"):
        return _ENHANCED[smtp.enhanced(message)[2:]] or _REFUSED_LOGIN
    if code == 530 and _of_text(message) is not TLS_FIRST:
        return _LOGIN_WANTED
    return _AUTH.get(code, _REFUSED_LOGIN._replace(sure=0.6))


def _of_enhanced(number: str, message: str) -> Meaning | None:
    """5.1.1 is often sent where a text tells better (an address that is refused for its sender)."""
    found = _ENHANCED.get(number[2:])
    said = _of_text(message)
    if found and said and said.cause != found.cause and number[2:] in ("1.1", "1.2", "2.1"):
        return said
    return found


def _of_text(message: str) -> Meaning | None:
    low = message.lower()
    return next((meant for pattern, meant in _TEXTS if re.search(pattern, low)), None)


def _with_login(found: Meaning, user: str) -> Meaning:
    """Whoever has logged in is not asked to: that text is about what the login may do."""
    if found is _LOGIN_WANTED and user:
        return _SENDER._replace(sure=0.7, says="the login may not do this")
    return found


def _of_code(asked: str, code: int, message: str) -> Meaning:
    if 400 <= code < 500:
        return _FULL if code == 452 else _LATER
    if code == 552:
        return _FULL._replace(sure=0.8)
    if asked in ("greeting", "EHLO"):
        return _CLIENT
    if asked == "MAIL":
        return _SENDER._replace(sure=0.8)
    if code in (551, 554) or smtp.enhanced(message)[2:] == "7.1":
        return _RELAY._replace(sure=0.65)
    return _RECIPIENT._replace(sure=0.6 if _LISTED.search(message) else 0.75)
