"""In plain words, what of an output was lost on the way.  Pure."""

from __future__ import annotations

from collections.abc import Sequence

from farhand.paste.spellings import size

NO_END = "the end is missing: the output was cut off"
NO_BEGINNING = "there is an end of an output whose beginning is missing"
BOUNDED = "the output was longer than a frame holds, and its end was not kept"
NESTED = (
    "it begins inside the output of {outer}, whose end is missing, and is spelled otherwise: a program that "
    "was asked may have printed it, so it is not judged. Send it again by itself"
)
OTHER_NUMBERS = "the last line of the frame was altered or broken, so that the output cannot be proved whole"


def explain(received: Sequence[str], lengths: Sequence[int]) -> str:
    """Why lines that came are not the lines of these lengths. Lines count from the frame's first."""
    if not lengths:
        return OTHER_NUMBERS
    came = [size(text) for text in received]
    while len(came) > len(lengths) and not came[-1]:
        came.pop()
    same = _same(came, lengths)
    below = _same(came[same:][::-1], list(lengths[same:])[::-1])
    return _altered(came, lengths, same, below) or _moved(came, lengths, same)


def _same(a: Sequence[int], b: Sequence[int]) -> int:
    """How many are alike from the beginning."""
    return next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))


def _altered(came: Sequence[int], lengths: Sequence[int], same: int, below: int) -> str:
    if len(came) != len(lengths):
        return ""
    if same == len(lengths):
        return (
            "a character was altered on the way: every line is as long as it was, but the checksum is another"
        )
    if same + below == len(lengths) - 1:
        told = f"it had {lengths[same]} bytes and now has {came[same]}"
        return f"line {same + 1} of the output was altered on the way: {told}"
    return f"lines {same + 1} to {len(lengths) - below} of the output were altered on the way"


def _moved(came: Sequence[int], lengths: Sequence[int], same: int) -> str:
    more = len(came) - len(lengths)
    if more < 0 and sum(came) < sum(lengths) + more:
        return f"{_lines(-more)} missing after line {same}"
    if more > 0 and abs(sum(came) - sum(lengths)) <= 4 * more + 4:
        were = "line was" if more == 1 else "lines were"
        return f"{more} {were} wrapped and could not be put together"
    if more > 0:
        return (
            f"from line {same + 1} on there is more than the command printed, and it could not be taken apart"
        )
    return f"from line {same + 1} on the lines were run together or altered and could not be put right"


def _lines(count: int) -> str:
    return "1 line is" if count == 1 else f"{count} lines are"
