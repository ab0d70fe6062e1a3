"""Passwords as people and machines choose them."""

from __future__ import annotations

from random import Random

from tests.redaction.issue.chars import ALNUM, DIGITS, HEX, UPPER, mixed, some

_WORDS = [
    "amber", "anchor", "barley", "beacon", "bramble", "canyon", "cedar", "cobalt", "comet",
    "copper", "coral", "cricket", "dahlia", "ember", "falcon", "fennel", "garnet", "glacier",
    "harbor", "hazel", "heron", "indigo", "juniper", "kestrel", "lagoon", "lantern", "maple",
    "meadow", "nectar", "nutmeg", "olive", "orchid", "osprey", "pebble", "pepper", "quartz",
    "raven", "saffron", "sparrow", "thistle", "timber", "tundra", "velvet", "walnut", "willow",
    "zephyr",
]  # fmt: skip
_SEASONS = ("Spring", "Summer", "Autumn", "Winter", "Welcome", "Sommer", "Hiver")
_SIGNS = "!@#%^*-_+=.~?"


def password(r: Random) -> str:
    """Any of the following that needs no escaping in most places."""
    return r.choice((pw_season, pw_leet, pw_random, pw_words, pw_lower, pw_hex))(r)


def pw_season(r: Random) -> str:
    return f"{r.choice(_SEASONS)}{r.choice('!@#_-')}{r.choice(_WORDS)[:5]}{r.randint(2015, 2029)}"


def pw_leet(r: Random) -> str:
    word = r.choice(_WORDS).translate(str.maketrans("aeio", "4310"))
    return f"{word.capitalize()}{r.choice('!#*-_')}{some(r, ALNUM, 5)}{r.randint(1, 99)}"


def pw_random(r: Random) -> str:
    return mixed(r, ALNUM, r.randint(12, 32))


def pw_words(r: Random) -> str:
    """Words only: nothing in it looks made by a machine."""
    return r.choice("-_.").join(r.sample(_WORDS, r.randint(3, 4)))


def pw_lower(r: Random) -> str:
    return r.choice(_WORDS) + r.choice(_WORDS) + some(r, DIGITS, r.randint(1, 3))


def pw_hex(r: Random) -> str:
    return some(r, HEX, r.choice((16, 20, 24, 32)))


def pw_plain(r: Random) -> str:
    """Letters and digits only: stands anywhere as it is."""
    return mixed(r, ALNUM, r.randint(10, 20))


def pw_hard(r: Random) -> str:
    """With signs that mean something in most formats, but no quote, blank or backslash."""
    core = mixed(r, ALNUM + _SIGNS, r.randint(8, 14))
    return f"{r.choice(UPPER)}{r.choice('&$%')}{core}{r.choice('#@!')}{some(r, ALNUM, 3)}"


def pw_quote(r: Random) -> str:
    """With quotes, a backslash and an angle bracket; every format must escape it."""
    signs = ('"', "\\", "<", "'", "")
    return "".join(some(r, ALNUM, r.randint(3, 5)) + sign for sign in signs)


def pw_spaces(r: Random) -> str:
    """A passphrase of words with blanks."""
    return " ".join(r.sample(_WORDS, 4)) + f" {r.randint(10, 99)}"


def pw_umlaut(r: Random) -> str:
    word = r.choice(("Müller", "Zürich", "Straße", "Łódź", "señor", "пароль", "パスワ"))
    return f"{word}{r.choice('!-_')}{some(r, ALNUM, 7)}{r.randint(1, 9)}"


def pw_slash(r: Random) -> str:
    """What nobody percent-encoded: @ and / inside a URL."""
    return f"{some(r, ALNUM, 5)}{r.choice('@/')}{some(r, ALNUM, 6)}{r.randint(1, 9)}"


def word(r: Random) -> str:
    return r.choice(_WORDS)


def name_of(r: Random) -> str:
    return f"{r.choice(_WORDS)}-{r.choice(_WORDS)}"
