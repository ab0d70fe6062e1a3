"""Passwords by argon2. Comparing takes as long for a name that does not exist."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from farhand.errors import Mistake
from farhand.hub.state import SHORTEST

LONGEST = 1024


def hashed(password: str) -> str:
    """Raises Mistake for a password that is too short to be one."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Mistake(f"the password must have {SHORTEST} to {LONGEST} characters")
    return _hasher().hash(password)


def matches(password: str, digest: str) -> bool:
    """`digest` is empty where there is no such user."""
    try:
        good = _hasher().verify(digest or _nobody(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return good and bool(digest)


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody() -> str:
    return _hasher().hash("nobody has this password")
