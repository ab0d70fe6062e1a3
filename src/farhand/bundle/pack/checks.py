"""What the self-test looks at: every check, how far it reaches, and the command that asks the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from farhand import checks
from farhand.bundle.pack import Block, Code, Scope, Table, _code, network
from farhand.checks import Check

TITLE, ORDER = "What the self-test looks at", 30
#: What stands in the commands in place of a declared dependency.
_EXAMPLE = {
    "host": "db.example.com",
    "port": 5432,
    "url": "https://api.example.com/v1/ping",
    "path": "/data",
    "variables": ["DATABASE_URL"],
}


def part(scope: Scope) -> Iterator[Block]:
    used = {need.kind for need in scope.app.dependencies} if scope.app else set()
    every = checks.every()
    rows = (
        (checks.name_of(c), _question(c), " ".join(c.STAGES), _network(c), _reads(c), _used(c, used))
        for c in every
    )
    yield Table(("Check", "Asks", "Stages", "Network", "Reads on the host", "Here"), tuple(rows))
    yield (
        "Network names the files of the code that open sockets, as far as the check's code reaches them. "
        "Each of these commands asks by hand what the check asks, and prints names, never a secret value."
    )
    for check in every:
        command = getattr(check, "command", None)
        if command is not None:
            yield Code(f"{checks.name_of(check)}:", str(command("example", _EXAMPLE)).rstrip())


def _question(check: Check) -> str:
    return (check.__doc__ or checks.name_of(check)).strip().partition("\n")[0]


def _used(check: Check, kinds: set[str]) -> str:
    if checks.is_site(check):
        return "always"
    return "declared" if checks.name_of(check) in kinds else "not declared"


def _network(check: Check) -> str:
    """The files that open sockets, of those that the check's code reaches by what it imports."""
    openers = {name.removesuffix(".py").replace("/", ".") for name, _, _ in _code.callers(network.DOORS)}
    return ", ".join(sorted(o for o in openers if f"farhand.{o}" in _reach(check))) or "none"


def _reads(check: Check) -> str:
    facts = {n.split(".")[2] for n in _reach(check) if n.startswith("farhand.hostfacts.")}
    return ", ".join(sorted(facts)) or "nothing"


def _reach(check: Check) -> frozenset[str]:
    file = getattr(checks.as_module(check), "__file__", None)
    return _code.reach(Path(file)) if file and Path(file).is_file() else frozenset()
