"""Farhand's commands by the app's own command line: `manage.py farhand ...`, `flask farhand ...`."""

from __future__ import annotations

from collections.abc import Sequence

#: Options that say whose environment is meant; without one it is that of the process that was asked.
_WHOSE = ("--pid", "--unit", "--container", "--pod", "--here", "--env-file")
_ASKS = ("self-test", "firewall-request")


def passed_on(words: Sequence[str]) -> int:
    """Run it; returns the exit status."""
    from farhand.cli import main

    given = list(words)
    told = any(word.partition("=")[0] in _WHOSE for word in given)
    if given and given[0] in _ASKS and not told:
        given.insert(1, "--here")
    return main(given)
