"""The twelve questions of a map as a text that goes into a mail, in the language of whom it is for.  Pure.

How it comes back and is read again: `topology/form.py`.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from farhand.model import Ask
from farhand.topology.form import ANSWER, END, MORE, spoken
from farhand.topology.questions import DONT_KNOW, QUESTIONS
from farhand.words import _, said

#: Columns that survive two rounds of quoting in a mail.
WIDTH = 72


def text(app: str, contact: str = "") -> str:
    """The form, at most WIDTH columns wide; in English it is ASCII as far as the app's name is."""
    lines = [*_wrapped(_("Farhand map questions for {app}").format(app=app)), ""]
    lines += _wrapped(
        _(
            "Please write one of the words on the left behind each '{answer}:', and what else may help "
            "behind '{more}:'. Leave out what you do not know, or write '{unknown}': that helps, too. "
            "Please write no passwords or keys."
        ).format(answer=_(ANSWER), more=_(MORE), unknown=spoken(DONT_KNOW))
    )
    for number, ask in enumerate(QUESTIONS, 1):
        lines += ["", *_question(number, ask)]
    back = _("Please send this text back to {contact}.").format(contact=contact) if contact else ""
    return "\n".join([*lines, "", *_wrapped(f"[{END}] {_('Thank you.')} {back}".rstrip())]) + "\n"


def _question(number: int, ask: Ask) -> Iterator[str]:
    yield from _wrapped(f"{number}. [{ask.id}] {said(ask.question)}", "   ")
    if ask.why:
        yield from _wrapped(f"   ({said(ask.why)})", "    ")
    choices = {spoken(choice): said(means) for choice, means in ask.choices.items()}
    width = max(map(len, choices))
    for choice, means in choices.items():
        yield from _wrapped(f"     {choice.ljust(width)}  {means}", " " * (7 + width))
    yield from (f"   {_(ANSWER)}:", f"   {_(MORE)}:")


def _wrapped(line: str, indent: str = "") -> list[str]:
    return textwrap.wrap(line, WIDTH, subsequent_indent=indent, break_on_hyphens=False) or [""]
