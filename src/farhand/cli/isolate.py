"""Climb from the outside in until something fails: outside, network, dependency, start, one request, load.

Each rung proves something and says what it excludes. The first three are the self-test, in order;
`request` sends the declared harmless request once and follows it in the log. What does more is run only when
it is asked for, and asks before: --start begins a second copy of the app on a free port, and ends it; --load
sends many requests at once, never more than [isolate] load_ceiling, and stops where the app gets no faster.
Ctrl-C ends it at once and leaves nothing behind.
"""

from __future__ import annotations

import json
import signal
import sys
import threading
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence

from farhand import words
from farhand.cli import _process, self_test
from farhand.cli._bundle import _site as bundle_site
from farhand.cli._case import case_of, case_option
from farhand.cli._common import app_of, config_option, environment_options
from farhand.cli._lang import YES, lang_option
from farhand.deadline import Deadline, Stop
from farhand.errors import Mistake
from farhand.isolate import ladder, rungs
from farhand.isolate.climb import climb, plan
from farhand.isolate.ladder import Isolation
from farhand.isolate.model import Site, Wishes
from farhand.isolate.rungs import Module
from farhand.target.units import duration

GROUP, SUMMARY = "customer", "outside, network, dependency, start, one request, load: where it fails"

#: Seconds for what finds out the app's environment.
_ENVIRONMENT = 30.0


def options(parser: ArgumentParser) -> None:
    config_option(parser)
    environment_options(parser)
    lang_option(parser)
    case_option(parser)
    add = parser.add_argument
    add("--platform", metavar="NAME", help="bare, systemd, docker, compose, kubernetes or serverless")
    add("--plan", action="store_true", help="show what each rung would do and touch, and do nothing")
    add("--from", dest="first", default="", metavar="RUNG", help="begin at this rung")
    add("--until", dest="last", default="", metavar="RUNG", help="end at this rung")
    add("--start", action="store_true", help="begin a second copy of the app, on a free port; asks before")
    add("--load", action="store_true", help="send more and more requests at once; asks before")
    add("--yes", action="store_true", help="do not ask before --start, --load or a request that is no GET")
    add(
        "--against",
        choices=("auto", "running", "started"),
        default="auto",
        help="where requests go: the app as it runs, or the copy of --start (auto: what runs, else the copy)",
    )
    add("--step", metavar="TIME", default="2s", help="of each step of the load (default 2s)")
    add("--load-within", metavar="TIME", default="90s", help="of the whole load (default 90s)")
    add("--read-only", action="store_true", help="write nothing at all, not even the temporary file")
    add("--json", action="store_true", help="print the result as one JSON document")
    add("--quiet", action="store_true", help="print nothing; the exit status tells")


def run(args: Namespace) -> int:
    wishes = Wishes(
        args.start,
        args.load,
        args.against,
        _seconds("--step", args.step),
        _seconds("--load-within", args.load_within),
    )
    app = app_of(args)
    chosen = _chosen(args)
    case = case_of(args)
    if not args.plan:
        _must_ask(args)
    settings = self_test._settings(args, app, Deadline(_ENVIRONMENT))
    settings.redactor.secrets.update(bundle_site.secrets_of(app, settings.env))
    places = bundle_site.places_of(app)
    site = Site(
        app,
        settings,
        wishes,
        _asking(args, settings.stop),
        places=places,
        target=bundle_site.target_of(args, app),
    )
    if args.plan:
        return _show_plan(site, chosen, args)
    threading.stack_size(self_test._STACK)
    _process.gently(settings.stop.ask)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # the terminal is gone: what was started must end
        signal.signal(signal.SIGHUP, lambda *_: settings.stop.ask())
    made = climb(site, chosen)
    if case is not None:
        with case:
            case.add("isolation", _kept(made))
    return _process.deliver(lambda: _hand_out(made, args), ladder.exit_code(made))


def _seconds(option: str, text: str) -> float:
    found = duration(text)
    if found is None or not 0 < found <= 3600:
        raise Mistake(f"{option} {text!r} is not a time of at most an hour; write 2s, 500ms or 2m")
    return found


def _chosen(args: Namespace) -> Sequence[Module]:
    try:
        return rungs.between(args.first, args.last)
    except LookupError as error:
        raise Mistake(f"--from, --until: {error}") from None


def _must_ask(args: Namespace) -> None:
    """Raises Mistake where something needs a yes and nobody is there to give it."""
    if (args.start or args.load) and not args.yes and not _is_watched(args):
        raise Mistake(
            "nobody can be asked here whether --start and --load may run; see --plan, then give --yes"
        )


def _asking(args: Namespace, stop: Stop) -> Callable[[str], bool]:
    """Asks a person on the terminal; with --yes it is said already, and without a person it is no."""

    def ask(question: str) -> bool:
        if args.yes or not _is_watched(args):
            return bool(args.yes)
        _process.tell(f"{words.said(question)} {words._('yes or no:')}")
        stop.inline = True  # at the question Ctrl-C ends everything
        try:
            return input().strip().lower() in YES
        except EOFError:
            return False
        finally:
            stop.inline = False

    return ask


def _is_watched(args: Namespace) -> bool:
    """A person is there to be asked."""
    return not (args.json or args.quiet) and sys.stdin.isatty() and sys.stderr.isatty()


def _kept(whole: Isolation) -> dict[str, object]:
    """What the case keeps: the ladder and the causes, without the rows."""
    said = ladder.as_json(whole)
    kept = ("rung", "outcome", "says", "because", "did", "excludes")
    return {**said, "rungs": [{key: rung[key] for key in kept} for rung in said["rungs"]]}


def _hand_out(whole: Isolation, args: Namespace) -> None:
    if args.json:
        print(json.dumps(ladder.as_json(whole), indent=1, default=str))
    elif not args.quiet:
        from farhand.faces import isolation, text

        text.show(lambda console: isolation.write(whole, console))


def _show_plan(site: Site, chosen: Sequence[Module], args: Namespace) -> int:
    rows = plan(site, chosen)
    if args.json:
        print(json.dumps(ladder.plan_as_json(rows), indent=1))
    elif not args.quiet:
        from farhand.faces import isolation, text

        text.show(lambda console: isolation.write_plan(rows, console))
    return 0
