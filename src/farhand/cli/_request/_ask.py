"""The questions of `farhand request run`: yes, no or edit for each step, and may the answer be written."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import replace

from farhand.bundle.site import Site
from farhand.cli._lang import NO, YES
from farhand.cli._request import _tell
from farhand.errors import Mistake
from farhand.request import asks
from farhand.request.asks.command import WORD
from farhand.request.model import COMMAND, Step
from farhand.request.running import Choice
from farhand.words import _

#: What a person types to have a request run that has expired.
OVERRIDE = "override"


def somebody(args: Namespace) -> bool:
    """True where a person is there to be asked. Raises Mistake where nobody is and --yes is not given."""
    if args.yes:
        return False
    if args.json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Mistake("nobody can be asked here; see `farhand request show FILE`, then give --yes")
    return True


def nobody(number: int, asked: Step, own: Step) -> Choice:
    """With --yes only what reads is run."""
    if not own.words.read_only:
        return Choice(None, "not run with --yes: it does more than read, and a person must agree to it")
    return Choice(own)


class Person:
    """Asks at the terminal."""

    def __init__(self, site: Site, total: int) -> None:
        self._app, self._site, self._total = site.app, site, total

    def __call__(self, number: int, asked: Step, own: Step) -> Choice:
        _tell.shown(list(_tell.step(number, self._total, replace(own, words=asked.words), own.words)))
        self._exactly(own)
        while True:
            word = self._word(own)
            if word in (*YES, WORD):
                return Choice(own)
            if word in NO:
                why = line(_("why not (the vendor reads this; empty: not said)?") + " ")
                return Choice(None, why or "not said")
            if word in ("e", "edit") and own.kind != COMMAND:
                own = self._edited(own)

    def _exactly(self, own: Step) -> None:
        """What the words mean here: files and commands, as this copy has planned them."""
        rows = list(asks.find(own.kind).exactly(own, self._site))
        _tell.shown([f"  {'' if n else _('here'):<9}{row}" for n, row in enumerate(rows)])

    def _word(self, own: Step) -> str:
        if own.kind == COMMAND:
            word = line(_("type {word} to run this command, or no:").format(word=WORD) + " ")
            return word if word in (WORD, *NO) else ""
        return line(_("run it? [yes / no / edit]") + " ").lower()

    def _edited(self, step: Step) -> Step:
        """Changed within what is allowed; what is not is told and asked again."""
        allowed = asks.find(step.kind).parameters(self._app, step.id)
        if not allowed:
            _tell.shown(["  " + _("it has no parameters")])
            return step
        _tell.shown(
            [f"  {name} = {step.params.get(name, '')}    {one.says}" for name, one in allowed.items()]
        )
        changed = line(_("NAME=VALUE (NAME= takes it out; empty: done):") + " ")
        while changed:
            name, _blank, value = changed.partition("=")
            params = {k: v for k, v in step.params.items() if k != name.strip()}
            params |= {name.strip(): value.strip()} if value.strip() else {}
            try:
                step = asks.checked(self._app, replace(step, params=params))
            except Mistake as wrong:
                _tell.shown([f"  {wrong}"])
            changed = line(_("NAME=VALUE (empty: done):") + " ")
        _tell.shown(list(_tell.step(0, self._total, step, step.words))[2:])
        self._exactly(step)
        return step


def line(question: str) -> str:
    """What is typed; the end of the input means no."""
    try:
        return input(question).strip()
    except EOFError:
        return "no"
