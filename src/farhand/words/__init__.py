"""What a person reads, in the person's language: the only place where the language of a text is decided.

Sentences are written in English where they are needed, and looked up in the catalogues of `locale/` when
they are shown: `_("Next step")`, `ngettext("{n} warning", "{n} warnings", n).format(n=2)`. Only faces do so,
and `escalation`, which writes what one receiver reads.
What a machine reads is never looked up: JSON, frames, ids of causes, commands, paths, what a case keeps.

Three catalogues: `farhand` (what faces say themselves), `causes` (the knowledge base, by cause), `said`
(sentences that other rooms make of values: verdicts, mistakes; see `said`).

The language is English until somebody chooses: `use` for the whole process (a command line), `speaking` for
this thread or task (a page for one reader). In English nothing is loaded. Standard library only, Python 3.9.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar

TYPE_CHECKING = False  # typing itself takes longer to import than `--help` may
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ENGLISH = "en"
_here: ContextVar[str] = ContextVar("farhand_language", default="")
_process = [ENGLISH]


def language() -> str:
    """The language of what is shown now: "en", "de"."""
    return _here.get() or _process[0]


def use(code: str) -> None:
    """All that this process shows from now on is in this language; a code that is not known is English."""
    _process[0] = _known(code)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """What this thread or task shows inside of the block is in this language."""
    before = _here.set(_known(code))
    try:
        yield
    finally:
        _here.reset(before)


def languages() -> list[str]:
    """English and all that there are catalogues for."""
    from farhand.words import catalogue

    return [ENGLISH, *catalogue.languages()]


def _known(code: str) -> str:
    return code if code == ENGLISH or code in languages() else ENGLISH


def _(text: str) -> str:
    """A sentence of a face, which stands in the code as it is in English."""
    if language() == ENGLISH:
        return text
    from farhand.words import catalogue

    return catalogue.load("farhand", language()).gettext(text)


def ngettext(one: str, many: str, number: int) -> str:
    """The form for this number of things; fill in the number with `.format`."""
    if language() == ENGLISH:
        return one if number == 1 else many
    from farhand.words import catalogue

    return catalogue.load("farhand", language()).ngettext(one, many, number)


def marked(text: str) -> str:
    """The text as it is: marks a sentence of a table that `_` will be asked for when it is shown."""
    return text


def of_cause(cause_id: str, text: str) -> str:
    """A title, explanation or step of the knowledge base's entry; its holes (`{host}`) stay."""
    if language() == ENGLISH or not text:
        return text
    from farhand.words import catalogue

    return catalogue.load("causes", language()).pgettext(cause_id, text)


def said(text: str) -> str:
    """A sentence that was made of values elsewhere, such as a verdict or a mistake, as far as it is known.

    What cannot be found in the catalogue stays in English: an answer in two languages beats none.
    """
    if language() == ENGLISH or not text:
        return text
    from farhand.words import phrases

    return phrases.translated(text, language())


def everywhere(text: str) -> list[str]:
    """The text and what it is in every other language: all that a person may send back for it."""
    found = [text]
    for code in languages()[1:]:
        with speaking(code):
            found.append(said(text))
    return [*found, *(f"{text} ({other})" for other in found[1:])]


def chosen(wanted: str, environ: Mapping[str, str]) -> str:
    """The language that an option or else the environment asks for. Raises Mistake for an option unknown.

    FARHAND_LANG comes before LC_ALL, LC_MESSAGES and LANG, in the C library's order; C and POSIX are English.
    """
    if not wanted:
        names = ("FARHAND_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
        return _known(_code(next((environ[n] for n in names if environ.get(n)), "")))
    code = _code(wanted)
    if code not in languages() or not wanted[0].isalpha():
        from farhand.errors import Mistake

        raise Mistake(f"--lang {wanted}: there are {', '.join(languages())}")
    return code


def _code(name: str) -> str:
    """`de` of `de_DE.UTF-8`, `de-AT`, `DE`; what names no language, as C and POSIX do, is English."""
    code = name.replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return ENGLISH if code in ("", "c", "posix") else code
