"""Two outputs whose lines are mixed, as two terminals of one log."""

from itertools import zip_longest

from tests.answer import golden


def mangle(text: str) -> str:
    other = golden.sealed("clock", golden.OTHER, "peer http://x/\nbefore 1\nafter 1\n", began=1764180100)
    pairs = zip_longest(text.splitlines(), other.splitlines())
    return "".join(f"{line}\n" for pair in pairs for line in pair if line is not None)
