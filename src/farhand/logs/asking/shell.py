"""sh text: quoting, where redaction happens, and the bounds in time and bytes.  Pure."""

from __future__ import annotations

import shlex
import unicodedata
from collections.abc import Sequence

from farhand import framing
from farhand.errors import Mistake
from farhand.logs.asking.model import MAYBE, YES, Asked
from farhand.platforms import MASK

_HAS = "command -v farhand >/dev/null 2>&1"
#: What is said of the redaction, on standard error.
_BY_FARHAND = 'echo "farhand: redacted by Farhand" >&2'
_BY_FORMS = (
    'echo "farhand: not installed here: only passwords and tokens in well-known forms are hidden;'
    ' look through it before it leaves" >&2'
)


def word(what: str, text: str) -> str:
    """One quoted word. Raises Mistake for what no person can paste into a terminal."""
    bad = [c for c in text if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
    if bad:
        raise Mistake(f"{what}: {text[:60]!r} has the character {bad[0]!r}, which no terminal takes")
    return shlex.quote(text)


def either(farhand: str, with_it: str, without: str) -> str:
    """One of two ways, chosen where the command runs if that is not known here.

    Nothing is indented: a text to look for may have several lines.
    """
    if farhand == MAYBE:
        return f"if {_HAS}; then\n{with_it}else\n{without}fi\n"
    return with_it if farhand == YES else without


def redacted(take: str, asked: Asked, by_farhand: str = "") -> str:
    """What `take` prints leaves redacted and bounded; `by_farhand` is sh that does the first by itself.

    From the beginning of a window on the first bytes are kept, since causes come first; else the last ones.
    """
    bound = f"{'head' if asked.window.since else 'tail'} -c {asked.limit}\n"
    return either(
        asked.farhand,
        f"{_BY_FARHAND}\n{by_farhand or f'{take} | farhand redact'} | {bound}",
        f"{_BY_FORMS}\n{take} | {MASK} | {bound}",
    )


def awk(program: str, texts: Sequence[str]) -> str:
    """The program as one word of awk; the texts it looks for are in its environment. Raises Mistake."""
    given = (f"text{number}={word('the text to look for', text)} " for number, text in enumerate(texts, 1))
    return f"{''.join(given)}awk {shlex.quote(program.rstrip())}"


def typed(script: str, seconds: int, shell: str = "sh -s") -> str:
    """What a person pastes: a shell of its own, so that nothing stays behind in theirs."""
    return framing.typed(f"export LC_ALL=C\n{script}", f"timeout {seconds} {shell}")
