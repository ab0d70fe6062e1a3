"""What one run of the command comes to, beside what it did in baseline and mirror.  Pure.

Failing in another way than the whole mirror does is neither pass nor fail: it would lead the search to a
difference that has nothing to do with the fault.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from farhand.mirror.run.nouns import Done
from farhand.mirror.search.nouns import Outcome, Ran

#: What differs from run to run: times, addresses in memory, ports, process ids, names of temporary folders.
_VARYING = re.compile(r"0x[0-9a-fA-F]+|\d{4,}|\d+\.\d+ ?m?s\b|farhand-mirror-\w+")
#: The class of an exception at the beginning of a line.
_CLASS = re.compile(r"^(?:[\w.]+\.)?([A-Z][a-z]\w{4,})(?=:|$)", re.M)


@dataclass(frozen=True)
class Expected:
    """What baseline and mirror came to; `says`: only output that holds it is the fault."""

    baseline: Done
    mirror: Done
    says: str = ""
    outputs: bool = False  # compare output where the exit status is the same

    @property
    def differ(self) -> bool:
        """Whether the command tells mirror and baseline apart."""
        return self.outcome(self.baseline) is Outcome.PASS and self.outcome(self.mirror) is Outcome.FAIL

    def outcome(self, done: Done) -> Outcome:
        if self.says:
            return self._by_text(done)
        if self.baseline.exit != self.mirror.exit or self.baseline.timed_out != self.mirror.timed_out:
            return self._by_exit(done)
        return self._by_output(done) if self.outputs else Outcome.PASS

    def _by_text(self, done: Done) -> Outcome:
        if self.says in done.output:
            return Outcome.FAIL
        return Outcome.PASS if done.exit == self.baseline.exit else Outcome.UNRESOLVED

    def _by_exit(self, done: Done) -> Outcome:
        if (done.exit, done.timed_out) == (self.baseline.exit, self.baseline.timed_out):
            return Outcome.PASS
        same = (done.exit, done.timed_out) == (self.mirror.exit, self.mirror.timed_out)
        return Outcome.FAIL if same and _alike(done, self.mirror) else Outcome.UNRESOLVED

    def _by_output(self, done: Done) -> Outcome:
        shape = outline(done.output)
        if done.exit == self.baseline.exit and shape == outline(self.baseline.output):
            return Outcome.PASS
        return Outcome.FAIL if shape == outline(self.mirror.output) else Outcome.UNRESOLVED


def ran(done: Done, outcome: Outcome) -> Ran:
    return Ran(outcome, done.exit, last_words(done.output), done.took_ms)


def outline(text: str) -> str:
    """A text without what differs from run to run."""
    return _VARYING.sub("#", text).strip()


def last_words(text: str, most: int = 300) -> str:
    """The line that says most: the last that begins like an error, else the last with words in it."""
    lines = [line.strip() for line in text.splitlines() if re.search(r"\w", line)]
    errors = [
        line for line in lines if _CLASS.match(line) or re.match(r"(?i)\W*(\w+: )*(error|fatal)\b", line)
    ]
    return ([*lines[-1:], *errors] or [""])[-1][:most]


def first_difference(one: str, other: str) -> tuple[str, str]:
    """The first line of each text at which they part; empty where they do not."""
    rows = (one.splitlines(), other.splitlines())
    for number in range(max(map(len, rows))):
        pair = tuple(row[number] if number < len(row) else "" for row in rows)
        if outline(pair[0]) != outline(pair[1]):
            return pair[0], pair[1]
    return "", ""


def _alike(one: Done, other: Done) -> bool:
    """Whether two failures name the same class of error, as far as they name one."""
    classes = [_CLASS.findall(done.output)[-1:] for done in (one, other)]
    return not all(classes) or classes[0] == classes[1]
