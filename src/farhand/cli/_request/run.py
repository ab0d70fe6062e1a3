"""Answer a request: each step is shown, asked for, run by your own copy, and shown before it leaves.

Nothing is sent: the answer is a file (and a text for a mail) that you look at and send. It is encrypted to
[vendor] encrypt_to, or written with --plain. A request that is altered, expired, for another app or site,
answered before, or not signed by the vendor of your declaration is refused. `no` is an answer too.

  farhand request run r1.txt --here -o answer.txt
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from farhand.bundle import sealing, writing
from farhand.bundle.site import Site
from farhand.cli import _process
from farhand.cli._bundle import _site
from farhand.cli._common import config_option, environment_of, environment_options
from farhand.cli._lang import YES, lang_option
from farhand.cli._policy import policy_options
from farhand.cli._request import _ask, _sides, _tell
from farhand.errors import Mistake
from farhand.model import NOTHING, App
from farhand.request import answer, running, text, trust, validity
from farhand.request import ledger as kept
from farhand.request.answer import Signed
from farhand.request.ledger import Ledger
from farhand.request.model import ANY, DECLINED, FAILED, Done, Refused, Request
from farhand.request.policy import Policy
from farhand.words import _, ngettext, said

ORDER, SUMMARY = 3, "answer a request: yes, no or edit for each step"
SCHEMA = "farhand.request-answered/1"
UNDECIDED = 4


@dataclass(frozen=True)
class _Asked:
    """A request that may be run, for whom, and what is odd about it."""

    request: Request
    site: str
    notes: tuple[str, ...]
    override: str = ""


def options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("file", metavar="FILE", help="the request, as a file or a saved mail")
    add("-o", "--output", metavar="FILE", required=True, help="the answer to write")
    config_option(parser)
    environment_options(parser)
    lang_option(parser)
    policy_options(parser)
    add("--platform", metavar="NAME", help="bare, systemd, docker, compose, kubernetes or serverless")
    add("--site", metavar="NAME", help="this site's name (default: site.toml, else as confirmed before)")
    add("--plain", action="store_true", help="do not encrypt the answer")
    add("--override-expiry", metavar="WHY", default="", help="up to 24 h after its end; asked and recorded")
    add("--yes", action="store_true", help="ask nobody: run what only reads, decline the rest")
    _sides.state_option(parser)
    add("--json", action="store_true", help="print what was done as one JSON document")
    parser.set_defaults(add=[], key=None, around=None, since=None, until=None, read_only=True)


def run(args: Namespace) -> int:
    asks = _ask.somebody(args)
    request = _sides.request_of(args.file)
    app, policy = _sides.declared(args.config)
    trust.signed(request, trust.verify_key(app))
    trust.meant(request, app, args.site or policy.site)
    readers = _readers(args, app)
    writing.check(Path(args.output).absolute(), 0)
    book, key = _sides.customer(app, args.state)
    with book, book.alone():
        site = _surroundings(args, app, policy)
        asked = _examined(args, request, app, policy, site, book)
        done = _carried_out(args, asked, site, policy, book, asks)
        signed = answer.signed(answer.fitted(_head(asked, app, site, book), done), key)
        return _finish(args, asked, signed, answer.written(signed, readers), book, readers, asks)


def _readers(args: Namespace, app: App) -> tuple[str, ...]:
    """Who can read the answer. Raises Mistake where nobody is named, and --plain is not given."""
    named = tuple(map(str, app.sections.get("vendor", NOTHING).get("encrypt_to", ())))
    if args.plain:
        return ()
    if not named:
        raise Mistake(
            "the declaration names nobody who could read an encrypted answer ([vendor] encrypt_to); "
            "give --plain to write it unencrypted"
        )
    sealing.seal(b"", named)
    return named


def _surroundings(args: Namespace, app: App, policy: Policy) -> Site:
    args.profile = args.profile or policy.profile or None
    return _site.site_of(args, app, environment_of(args, app), None)


def _examined(
    args: Namespace, request: Request, app: App, policy: Policy, site: Site, book: Ledger
) -> _Asked:
    """Raises Refused for a foreign, expired or answered request; what is odd is told."""
    name = trust.site_of(request, args.site or policy.site, book)
    trust.meant(request, app, name)
    trust.unanswered(request, book)
    override = _in_time(args, request, site)
    odd = kept.order(book.messages(request.site), request.after, request.digest)
    if odd and args.yes and odd.startswith("a fork"):
        raise Refused(f"{odd}. It is not run without a person")
    _tell.say(
        [
            *_tell.head(request),
            f"  {_('signed'):<9}{_('by the vendor of your declaration; the signature holds')}",
        ]
    )
    _tell.say([f"{_('careful')}: {said(odd)}"] if odd else [])
    asked = _Asked(request, _confirmed(args, request, name), (odd,) if odd else (), override)
    if odd and not args.yes and _ask.line(_("go on all the same? [yes / no]") + " ") not in YES:
        raise Refused("stopped: nothing was run and nothing was written")
    _received(asked, book)
    return asked


def _confirmed(args: Namespace, request: Request, name: str) -> str:
    """This site's name, asked for where the request is for one site and nobody has said yet which this is."""
    if name or request.site == ANY:
        return name or ANY
    if args.yes:
        raise Mistake(
            f"the request is for the site {request.site!r}; say which this is: --site NAME, or in site.toml"
        )
    _tell.shown([_("This request is for the site {site}.").format(site=repr(request.site))])
    if _ask.line(_("Is that this site? [yes / no]") + " ") not in YES:
        raise Refused(f"the request is for the site {request.site!r}, which this is not")
    return request.site


def _in_time(args: Namespace, request: Request, site: Site) -> str:
    """Empty, or what was overridden. Raises Refused, with both clocks and what time servers say."""
    now = validity.judged(request.issued, request.expires, datetime.now(timezone.utc))
    if not now.says:
        return ""
    told = f"the check of the clock: {running.clock(site)}" if now.may else ""
    says = "; ".join(filter(None, (f"the request is not valid now: {now.says}", told)))
    if not now.may:
        raise Refused(f"{says}; ask the vendor for a new one")
    if not args.override_expiry:
        raise Refused(
            f"{says}; where that clock is wrong, or there is a reason: --override-expiry WHY (recorded)"
        )
    if args.yes:
        raise Refused(f"{says}; a person decides that: give --override-expiry at a terminal, without --yes")
    _tell.shown([says])
    if (
        _ask.line(_("type {word} to run it all the same, or no:").format(word=_ask.OVERRIDE) + " ")
        != _ask.OVERRIDE
    ):
        raise Refused("stopped: nothing was run and nothing was written")
    return f"{now.says}; overridden: {site.redactor.text(args.override_expiry[:300])}"


def _received(asked: _Asked, book: Ledger) -> None:
    request = asked.request
    if book.find(kept.RECEIVED, digest=request.digest) is None:
        about = {"nonce": request.nonce, "digest": request.digest, "after": request.after, "app": request.app}
        about |= {"asked_site": request.site}
        book.add(kept.RECEIVED, **about, site=asked.site, text=text.render(request))
    if asked.override:
        book.add(kept.OVERRIDDEN, nonce=request.nonce, says=asked.override)


def _carried_out(
    args: Namespace, asked: _Asked, site: Site, policy: Policy, book: Ledger, asks: bool
) -> list[Done]:
    choose = _ask.Person(site, len(asked.request.steps)) if asks else _ask.nobody
    return running.every(asked.request, site, policy, book, choose)


def _head(asked: _Asked, app: App, site: Site, book: Ledger) -> dict[str, Any]:
    """All of the answer but its steps. The record is what this side wrote down since the answer before."""
    request = asked.request
    previous, rows = book.since_sent()
    return {
        "app": app.name,
        "version": app.version,
        "site": asked.site,
        "asked_site": request.site,
        "nonce": request.nonce,
        "request": request.digest,
        "previous": previous,
        "finished": running.now(),
        "override": asked.override,
        "notes": list(asked.notes),
        "profile": site.redactor.policy.profile,
        "record": kept.as_rows(rows),
    }


def _finish(
    args: Namespace,
    asked: _Asked,
    signed: Signed,
    data: bytes,
    book: Ledger,
    readers: Sequence[str],
    asks: bool,
) -> int:
    path = Path(args.output).absolute()
    nonce = asked.request.nonce
    if not args.json:
        _tell.shown(["", _("this leaves, and nothing else:"), *_tell.answer(signed.document)])
        told = _("{n} bytes, {who}, signed with this site's key")
        _tell.shown(["", told.format(n=len(data), who=_readable(readers))])
    if asks and _ask.line(_("write it to {path}? [yes / no]").format(path=path) + " ") not in YES:
        book.add(kept.UNSENT, nonce=nonce, why="the answer was shown, and a person said no")
        _process.tell(f"farhand request run: {_('nothing was written')}")
        return UNDECIDED
    about = {"nonce": nonce, "digest": signed.digest, "request": asked.request.digest, "bytes": len(data)}
    book.add(kept.SENT, **about, asked_site=asked.request.site)
    try:
        writing.write(path, data)
    except OSError as error:
        book.add(kept.UNSENT, nonce=nonce, why=f"the file could not be written: {error.strerror}")
        raise Mistake(f"{path} could not be written: {error.strerror or error}") from None
    _told(args, signed, path, len(data))
    return UNDECIDED if all(s["outcome"] in (DECLINED, FAILED) for s in signed.document["steps"]) else 0


def _told(args: Namespace, signed: Signed, path: Path, size: int) -> None:
    if args.json:
        told = {"file": str(path), "bytes": size, "digest": signed.digest, "answer": signed.document}
        print(json.dumps({"schema": SCHEMA, **told}, indent=1))
    else:
        written = _("{path} is written; nothing was sent. Send it as a file, or paste its text into a mail")
        _tell.shown([written.format(path=path)])


def _readable(readers: Sequence[str]) -> str:
    if not readers:
        return _("NOT encrypted")
    told = ngettext("encrypted to {n} key of the vendor", "encrypted to {n} keys of the vendor", len(readers))
    return told.format(n=len(readers))
