"""The whole self-test from inside the process:

the same plan, checks, judge and report as the command line's.
"""

from __future__ import annotations

import threading
from collections.abc import Collection

from farhand import plan, run, selftest
from farhand.embed.health import looking, needs
from farhand.embed.process import Process
from farhand.report import Report


class _Running:
    """The self-test that is under way: who comes meanwhile gets its report."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.under_way: dict[object, _Shared] = {}


class _Shared:
    def __init__(self) -> None:
        self.done = threading.Event()
        self.report: Report | None = None


def report(process: Process, only: Collection[str] = (), skip: Collection[str] = ()) -> Report | None:
    """Run it, or join the same one that runs just now. Raises LookupError for a name that is neither a
    dependency nor a check; None where the one that was joined has failed.
    """
    app = needs.whole(process)
    chosen = plan.make(app, only, skip)
    running, key = process.of(_Running), (tuple(sorted(only)), tuple(sorted(skip)))
    with running.lock:
        shared = running.under_way.get(key)
        first = shared is None
        if shared is None:
            shared = running.under_way[key] = _Shared()
    if not first:
        shared.done.wait(run.WHOLE_SECONDS + 2.0)
        return shared.report
    try:
        settings = looking.settings(process, run.WHOLE_SECONDS, background=False)
        shared.report = selftest.self_test(app, chosen, settings)
    finally:
        with running.lock:
            running.under_way.pop(key, None)
        shared.done.set()
    return shared.report
