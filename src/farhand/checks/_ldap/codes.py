"""What a refusing result of a directory means: its code first, then the number that Active Directory adds.

Codes: RFC 4511, appendix A. Numbers behind "data": Microsoft, "LDAP Wiki: common Active Directory bind
errors", which are Windows error codes in hexadecimal digits.  Pure.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Meaning(NamedTuple):
    cause: str
    sure: float
    says: str


TLS_FIRST = Meaning(
    "tls.not_tls", 0.95, "the directory takes this inside of TLS only, and the app goes without"
)
_LOGIN = Meaning("ldap.auth", 0.95, "the directory refuses the user or the password")
_WANTED = Meaning("ldap.auth", 0.93, "the directory answers only after a login")
_ACCOUNT = Meaning("ldap.account", 0.97, "the app's account may not log in")
_BASE = Meaning("ldap.base_missing", 0.95, "the declared base is not in this directory")
_ELSEWHERE = Meaning("ldap.referral", 0.95, "this directory sends the app to another one")
_FORBIDDEN = Meaning("ldap.no_access", 0.95, "the app's login may not read this")
_LIMIT = Meaning("ldap.limit", 0.93, "a limit of the directory ended the search")
_AWAY = Meaning("ldap.unavailable", 0.9, "the directory cannot serve this now")

_CODES = {
    1: _AWAY._replace(sure=0.7, says="the directory failed inside"),
    2: _AWAY._replace(sure=0.5, says="the directory does not understand the question"),
    3: _LIMIT._replace(says="the directory's time limit ended the search"),
    4: _LIMIT._replace(says="the directory's size limit ended the search"),
    7: _LOGIN._replace(sure=0.9, says="the directory does not take user and password as a way to log in"),
    8: _WANTED,
    9: _ELSEWHERE,
    10: _ELSEWHERE,
    11: _LIMIT._replace(says="a limit set by the directory's administrators ended the search"),
    13: TLS_FIRST,
    32: _BASE,
    34: _BASE._replace(says="the declared base is not a distinguished name (such as dc=example,dc=com)"),
    48: _LOGIN._replace(says="the directory does not take this way to log in (anonymous, or no password)"),
    49: _LOGIN,
    50: _FORBIDDEN,
    51: _AWAY._replace(says="the directory is busy"),
    52: _AWAY._replace(says="the directory is not available at the moment"),
    53: _AWAY._replace(sure=0.75, says="the directory is unwilling to do this"),
    80: _AWAY._replace(sure=0.75, says="the directory failed inside"),
}
#: The number of Active Directory to what it says of the account.
_DATA = {
    "525": _LOGIN._replace(says="the directory knows no such user"),
    "52e": _LOGIN,
    "52f": _ACCOUNT._replace(says="the app's account is restricted and may not log in this way"),
    "530": _ACCOUNT._replace(says="the app's account may not log in at this time of day"),
    "531": _ACCOUNT._replace(says="the app's account may not log in from this machine"),
    "532": _ACCOUNT._replace(says="the password of the app's account has expired"),
    "533": _ACCOUNT._replace(says="the app's account is disabled"),
    "568": _ACCOUNT._replace(says="the app's account is in too many groups"),
    "701": _ACCOUNT._replace(says="the app's account has expired"),
    "773": _ACCOUNT._replace(says="the app's account must set a new password first"),
    "775": _ACCOUNT._replace(says="the app's account is locked after too many wrong passwords"),
}
_NUMBER = re.compile(r"acceptsecuritycontext error, data 0*([0-9a-f]{1,4})\b")
_EMPTY = re.compile(r"unauthenticated bind|no password|empty password|password is (?:required|empty)")
_LOCKED = re.compile(r"account (?:is )?(?:locked|disabled|inactivated|expired)|password (?:has |is )?expired")
_SIGNING = re.compile(r"integrity checking|00002028|confidentiality|\bssl\b|\btls\b")
_BIND_FIRST = re.compile(r"successful bind must be completed|000004dc|authentication (?:is )?required")


def meaning(asked: str, code: int, message: str, tls: bool) -> Meaning:
    """What it means that `asked` (StartTLS, about, bind, search) got this code."""
    low = message.lower()
    if asked == "StartTLS":
        return TLS_FIRST._replace(sure=0.92, says="the directory offers no StartTLS here")
    if code == 49:
        return _of_login(low)
    if code in (8, 53) and not tls and _SIGNING.search(low):
        return TLS_FIRST
    if code in (1, 53) and _BIND_FIRST.search(low):
        return _WANTED
    if asked == "bind":
        return _of_bind(code, low)
    return _CODES.get(code, _AWAY._replace(sure=0.5, says="the directory says no"))


def _of_login(low: str) -> Meaning:
    number = _NUMBER.search(low)
    if number:
        return _DATA.get(number[1], _LOGIN)
    return _ACCOUNT._replace(sure=0.9) if _LOCKED.search(low) else _LOGIN


def _of_bind(code: int, low: str) -> Meaning:
    if code == 53 and _EMPTY.search(low):
        return _LOGIN._replace(says="the app gives a user, but no password")
    if code in (19, 53) and _LOCKED.search(low):
        return _ACCOUNT._replace(sure=0.9)
    if code == 34:
        return _LOGIN._replace(
            says="the app's user is not a distinguished name (such as cn=app,dc=example,dc=com)"
        )
    if code == 32:
        return _LOGIN._replace(says="the directory knows no such user")
    return _CODES.get(code, _LOGIN._replace(sure=0.6))
