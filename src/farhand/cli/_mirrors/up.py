"""Run the mirror in the foreground until Ctrl-C, and print where its servers are.

With --baseline it runs what you test with in its place. Everything it starts is only reachable from
this host, and ends with it, even where it is killed.

  farhand mirror up mirror/
  farhand mirror up mirror/ --baseline --postgres 14=/opt/pg14
"""

from __future__ import annotations

import json
import shlex
import threading
from argparse import ArgumentParser, Namespace

from farhand.cli import _process
from farhand.cli._mirrors._run import run_options, told_left_out, trial_of
from farhand.faces.escape import terminal
from farhand.mirror.run.backends import Running
from farhand.mirror.run.trial import Trial
from farhand.mirror.run.world import mirrored

SUMMARY, ORDER = "run the mirror (or the baseline) until Ctrl-C", 3
ENDED = 4


def options(parser: ArgumentParser) -> None:
    run_options(parser, command=False)
    parser.add_argument("--baseline", action="store_true", help="what you test with, without any difference")
    parser.add_argument("--json", action="store_true", help="addresses as one JSON document")


def run(args: Namespace) -> int:
    stop = threading.Event()
    with trial_of(args) as trial:
        chosen = () if args.baseline else mirrored(trial.plan)
        running: Running = trial.backend.start(trial.plan, chosen, trial.choices)
        try:
            _process.gently(stop.set)
            _told(trial, running, args)
            while not stop.wait(0.2):
                if not running.alive():
                    _process.tell("farhand: a server of the mirror has ended by itself; the rest is stopped")
                    return ENDED
        finally:
            running.stop()
    return 0


def _told(trial: Trial, running: Running, args: Namespace) -> None:
    notes = [*running.notes, *([] if args.baseline else told_left_out(trial.plan))]
    for note in notes:
        _process.tell(f"farhand: {note}")
    if args.json:
        print(json.dumps(_document(trial, running, notes)), flush=True)
        return
    print("the baseline runs" if args.baseline else "the mirror runs")
    for address in running.addresses:
        print(terminal(f"  {address.service:<12} {address.url}"))
    print("\nin another terminal:")
    for name, value in trial.variables(running).items():
        print(terminal(f"  export {name}={shlex.quote(value)}"))
    print("\nCtrl-C stops it and removes its data.", flush=True)


def _document(trial: Trial, running: Running, notes: list[str]) -> dict[str, object]:
    rows = [{"service": a.service, "host": a.host, "port": a.port, "url": a.url} for a in running.addresses]
    return {
        "schema": "farhand.mirror-up/1", "backend": trial.backend.__name__.rpartition(".")[2],
        "addresses": rows, "env": trial.variables(running), "notes": notes,
    }  # fmt: skip
