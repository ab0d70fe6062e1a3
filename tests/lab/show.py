"""Print what Farhand says in one world: `python -m tests.lab.show family/name [--json]`."""

from __future__ import annotations

import json
import sys

from tests.lab import faults
from tests.lab.expect import judge
from tests.lab.lab import Lab


def main(argv: list[str]) -> int:
    names = [
        name for name in faults.names() if any(word in name for word in argv if not word.startswith("-"))
    ]
    if not names:
        print("no such fault; there are:", *faults.names(), sep="\n  ")
        return 2
    return max(show(name, "--json" in argv) for name in names)


def show(name: str, as_json: bool) -> int:
    module = faults.load(name)
    with Lab() as lab:
        outcome = faults.run(module, lab)
        secrets = lab.planted()
    missed = judge(module.EXPECT, outcome, secrets)
    print(f"== {name}: {(module.__doc__ or '').strip()}\n   {module.EXPECT}")
    print(outcome.err, end="")
    if as_json or not outcome.out.startswith("{"):
        print(outcome.out)
    else:
        _table(json.loads(outcome.out))
    print(f"   exit {outcome.code} after {outcome.seconds:.2f} s:", "; ".join(missed) or "right", "\n")
    return 1 if missed else 0


def _table(report: dict) -> None:  # type: ignore[type-arg]
    for row in report.get("results", ()):  # a diagnosis of a log has none
        print(
            f"   {row['subject']:<12} {row['stage']:<10} {row['outcome']:<8} {row['took_ms']:>7.0f} ms  "
            f"{row['says']} {row['because']}"
        )
    for cause in report["causes"]:
        print(
            f"   -> {cause['role']} {cause['id']} ({cause['subject']}) {cause['confidence']}"
            f" {cause['owner']}\n      {cause['says']}"
        )
        for fix in cause["fix"]:
            print(f"      fix: {fix}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
