"""python -m tests.answer.table [-v] [--write]: every mangling with every golden output, and what came.

restored: read as if nothing had happened. said: not judged, and why. misread: judged otherwise (must be 0).
Without a seal some things cannot be seen by anybody, such as a digit that was changed: these are `unseen`.
"""

from __future__ import annotations

import datetime
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from types import ModuleType

from farhand import paste
from tests.answer import golden, manglings
from tests.answer.golden import Golden
from tests.bench import put

RESTORED, SAID, UNSEEN, MISREAD = "restored", "said", "unseen", "misread"


@dataclass(frozen=True)
class Row:
    golden: Golden
    kinds: tuple[str, ...]
    came: str


def judged(one: Golden, kinds: Sequence[ModuleType]) -> str:
    """What became of this output after these manglings."""
    text = one.text
    for kind in kinds:
        text = kind.mangle(text)
    exact = one.form == "sealed"
    wanted, found = (known(golden.reading(t), exact) for t in (one.text, text))
    if found == wanted and golden.is_known(golden.reading(text)):
        return RESTORED
    if not golden.is_known(golden.reading(text)):
        pasted = paste.read(text, "stdin")
        told = [row.unknown for row in pasted.evidence if row.unknown] + [row["why"] for row in pasted.unread]
        return SAID if told else MISREAD
    seen = all(getattr(kind, "SEEN", True) for kind in kinds)
    return MISREAD if one.form == "sealed" or seen else UNSEEN


def known(found: golden.Reading, exact: bool) -> tuple[tuple[str, ...] | tuple[object, ...], ...]:
    """Verdicts, with a seal the facts too; a second, unknown output beside it does no harm."""
    return tuple(row if exact else row[:4] for row in found if row[2] != "unknown")


def rows(goldens: Iterable[Golden], choices: Iterable[Sequence[ModuleType]]) -> list[Row]:
    listed = list(choices)
    return [Row(g, tuple(name(k) for k in kinds), judged(g, kinds)) for g in goldens for kinds in listed]


def rows_of(one: Golden) -> list[Row]:
    """One output, mangled in each way."""
    return rows([one], [(kind,) for kind in manglings.every()])


def name(kind: ModuleType) -> str:
    return kind.__name__.rpartition(".")[2]


FORMS = ("sealed", "old", "raw")
COLUMNS = (RESTORED, SAID, UNSEEN, MISREAD)
BEGIN, END = "<!-- manglings -->", "<!-- /manglings -->"


def markdown(found: Sequence[Row]) -> str:
    """One line per mangling: for each form how many were restored, said, unseen and misread."""
    heads = [f"{form}: {RESTORED} | {' | '.join(COLUMNS[1:])}" for form in FORMS]
    head = f"| mangling | {' | '.join(heads)} |"
    lines = [head, "|---" * (head.count("|") - 1) + "|"]
    for mangled in [*dict.fromkeys(row.kinds[0] for row in found), "all"]:
        some = [row for row in found if mangled in (row.kinds[0], "all")]
        cells = [str(n) for form in FORMS for n in counts(some, form)]
        lines.append(f"| {mangled} | {' | '.join(cells)} |")
    outputs = len({(row.golden.name, row.golden.check) for row in found})
    return f"{outputs} outputs, on {datetime.date.today()}.\n\n" + "\n".join(lines)


def counts(found: Iterable[Row], form: str) -> list[int]:
    came = Counter(row.came for row in found if row.golden.form == form)
    return [came[column] for column in COLUMNS]


def text(found: Sequence[Row], form: str) -> str:
    """The same for a terminal."""
    mine = [row for row in found if row.golden.form == form]
    lines = [f"\n{form:<22}" + "".join(f"{column:>10}" for column in COLUMNS)]
    for mangled in [*dict.fromkeys(row.kinds[0] for row in mine), "all"]:
        some = [row for row in mine if mangled in (row.kinds[0], "all")]
        lines.append(f"{mangled:<22}" + "".join(f"{n:>10}" for n in counts(some, form)))
    return "\n".join(lines)


def main() -> None:
    with ProcessPoolExecutor() as pool:
        found = [row for part in pool.map(rows_of, golden.every()) for row in part]
    for form in FORMS:
        print(text(found, form))
    for row in found if "-v" in sys.argv else ():
        if row.came == MISREAD:
            print("  misread:", row.golden.form, row.golden.check, "/", row.golden.name, row.kinds)
    if "--write" in sys.argv:
        put(markdown(found), BEGIN, END)


if __name__ == "__main__":
    main()
