"""The frames of a text: found, put right, and proved by their seals.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from farhand import framing
from farhand.paste import fit, losses, marks, nested, undo
from farhand.paste.lines import Line, lines_of
from farhand.paste.marks import End
from farhand.paste.output import KIT_WORDS, Output
from farhand.paste.spellings import size

#: Ends that are tried for one beginning: outputs may have been printed at the same time.
_ENDS = 3
#: Outputs of one text that are tried in vain.
_TRIES = 60
_SURE = ("1", framing.VERSION)


@dataclass
class _Known:
    """What is proved already of a text, by its seal; how much may still be tried."""

    proved: dict[str, Output] = field(default_factory=dict)
    work: fit.Work = field(default_factory=fit.Work)


def find(text: str) -> list[Output]:
    """Every output in a text: as it is proved, else with what was lost of it."""
    known = _Known()
    best: list[Output] = []
    unsealed: dict[int, list[Output]] = {}
    readings: list[nested.Marks] = []
    tries = 0
    for lines, done in undo.ways(lines_of(text)):
        readings.append(nested.marks_in(lines))
        found = [replace(o, restored=(*done, *o.restored)) for o in _in_lines(lines, known)]
        for output in found:
            if output.proved:
                known.proved.setdefault(output.seal, output)
            elif output.unsealed:
                unsealed.setdefault(output.line, []).append(output)
        best = max(best, found, key=_seen)
        tries += sum(1 for o in found if o.seal and not o.proved and o.seal not in known.proved)
        if tries > _TRIES:
            break
        if found and all(o.proved or o.seal in known.proved for o in found):
            break
    return nested.told(_settled(best, known.proved, unsealed), best, readings)


def _seen(found: Sequence[Output]) -> tuple[int, ...]:
    """How much of a text a reading of it accounts for."""
    named = [o for o in found if o.check]
    return len(named), sum(1 for o in named if o.seal), sum(o.last - o.line for o in named), len(found)


def least_changed(outputs: Sequence[Output]) -> Output:
    """Of one output without a seal, undone in several ways: the least undone, with the others."""
    ordered = sorted(outputs, key=lambda o: len(o.restored))
    bodies = list(dict.fromkeys(o.body for o in ordered))
    return replace(ordered[0], others=tuple(bodies[1:]))


def _settled(
    found: Sequence[Output], proved: dict[str, Output], unsealed: dict[int, list[Output]]
) -> list[Output]:
    """What is proved, once; what has no seal; and of the rest what is no copy of it."""
    open_ones = [least_changed(outputs) for outputs in unsealed.values()]
    rest = [o for o in found if not o.proved and o.seal not in proved and not _copy(o, proved)]
    rest = [o for o in rest if not o.unsealed and o.line not in unsealed]
    whole = [_with_copies(o, found) for o in proved.values()]
    made = [o for o in (*whole, *open_ones, *rest) if not any(_inside(o, other) for other in whole)]
    return sorted(made, key=lambda o: o.line)


def _inside(output: Output, whole: Output) -> bool:
    """Is it a part of what another one printed, such as the words of a server that looks like a frame?"""
    if output.seal == whole.seal and output.proved:
        return False
    within = whole.line < output.line and output.last < whole.last and fit.STRAY not in whole.restored
    mine = (output.check, output.subject)
    return within or any(
        "#farhand begin" in line and tuple(map(marks.words_of(line).get, ("check", "subject"))) == mine
        for line in whole.body
    )


def _with_copies(output: Output, found: Sequence[Output]) -> Output:
    """With the places where it stands again, whole or in part."""
    again = [o for o in found if o.line != output.line and (o.seal == output.seal or _copy(o, {"": output}))]
    times = 1 + sum(o.seal == output.seal for o in again)
    return replace(output, times=times, copies=tuple((o.line, o.last) for o in again))


def _copy(output: Output, proved: dict[str, Output]) -> bool:
    """A piece of an output that is there in whole."""
    same = (output.check, output.subject, output.host, output.began)
    return output.version == framing.VERSION and any(
        (o.check, o.subject, o.host, o.began) == same or _spoiled(output, o) for o in proved.values()
    )


def _spoiled(output: Output, proved: Output) -> bool:
    """The same one, in a reading of the text in which its own words are spoiled."""
    return (
        output.line == proved.line
        and bool(output.check)
        and (output.check in proved.check or proved.check in output.check)
    )


def _marks(lines: Sequence[Line]) -> tuple[list[tuple[int, int]], list[End]]:
    """The begins and ends of frames, without those that a body holds: they stand further in."""
    begins: list[tuple[int, int]] = []
    ends: list[End] = []
    opened: str | None = None
    for index in [i for i, line in enumerate(lines) if "#farhand " in line.text]:
        before = lines[index].text.partition("#farhand ")[0]
        if marks.further_in(before, opened):
            continue
        column, end = marks.begin_at(lines, index), marks.end_at(lines, index)
        if column >= 0:
            begins.append((index, column))
            opened = before
        if end:
            ends.append(end)
            opened = None
    return begins, ends


def _in_lines(lines: Sequence[Line], known: _Known) -> Iterator[Output]:
    begins, ends = _marks(lines)
    taken: set[int] = set()
    for number, (index, column) in enumerate(begins):
        following = begins[number + 1][0] if number + 1 < len(begins) else len(lines)
        output, end = _one(
            lines, index, column, following, [e for e in ends if e.last >= index and e.first >= index], known
        )
        taken |= {end.first} if end else set()
        yield output
    if any(end.first not in taken and (not begins or end.first < begins[0][0]) for end in ends):
        number = next(e.first for e in ends if e.first not in taken)
        yield Output("", "", line=lines[number].number, last=lines[number].number, lost=losses.NO_BEGINNING)


def _one(
    lines: Sequence[Line],
    index: int,
    column: int,
    following: int,
    ends: Sequence[End],
    known: _Known,
) -> tuple[Output, End | None]:
    """The output that begins here. Another one's end is tried too: two may have been printed at once."""
    near = [end for end in ends if end.first < following or end.first == index]
    for end in near[:1] if near else ends[:_ENDS]:
        output = _between(lines, index, column, end, known)
        if output.proved or near:
            return output, end
    last = min(following, len(lines)) - 1
    words = marks.words_of(_begin(lines, index, column))
    return _told(words, lines, index, last, lost=losses.NO_END), None


def _between(lines: Sequence[Line], index: int, column: int, end: End, known: _Known) -> Output:
    texts = [line.text for line in lines[index : end.first + 1]]
    texts[-1] = texts[-1][: end.column]
    texts[0] = texts[0][column:]
    words = marks.words_of(_begin(lines, index, column))
    if not end.sealed and end.rc is not None and words.get("v") == "1":
        return replace(_told(words, lines, index, end.last, rc=end.rc), body=tuple(texts[1:-1]))
    if end.counted and words.get("v") == framing.VERSION:
        return _counted(texts, words, lines, index, end)
    if not end.sealed or words.get("v") == "1":
        return _told(words, lines, index, end.last, lost=losses.OTHER_NUMBERS)
    if f"{end.crc}.{end.count}" in known.proved:
        return _told(words, lines, index, end.last, seal=f"{end.crc}.{end.count}", lost="a copy")
    return _proved(texts, words, lines, index, end, known.work)


def _counted(texts: list[str], words: dict[str, str], lines: Sequence[Line], index: int, end: End) -> Output:
    """Without a checksum: every line must be as long as it was, and nothing is put together."""
    while texts and not texts[-1]:
        texts = texts[:-1]
    if tuple(map(size, texts)) != end.lengths:
        return _told(words, lines, index, end.last, lost=losses.explain(texts, end.lengths), ended=end.at)
    rc = marks.words_of(texts[-1]).get("rc", "") if texts[-1].startswith("#farhand rc=") else ""
    told = _told(
        words, lines, index, end.last, lost="" if rc.isdigit() else losses.BOUNDED, ended=end.at,
        rc=int(rc) if rc.isdigit() else None,
    )  # fmt: skip
    return replace(told, body=tuple(texts[1:-1] if rc else texts[1:]))


def _proved(
    texts: list[str], words: dict[str, str], lines: Sequence[Line], index: int, end: End, work: fit.Work
) -> Output:
    """Version 2: only what the seal proves is taken over."""
    seal = f"{end.crc}.{end.count}"
    if not texts[-1]:
        texts = texts[:-1]
    found = (
        fit.restore(texts, end.lengths, lambda made: framing.seal(made) == seal, work)
        if end.lengths
        else None
    )
    if found is None and framing.seal(texts) == seal:
        found = texts, frozenset()
    if found is None:
        why = losses.explain(texts, end.lengths)
        return _told(words, lines, index, end.last, lost=why, seal=seal, ended=end.at)
    made, how = found
    words = marks.words_of(made[0])
    rc = marks.words_of(made[-1]).get("rc", "") if made[-1].startswith("#farhand rc=") else ""
    body = tuple(made[1:-1] if rc else made[1:])
    told = _told(words, lines, index, end.last, seal=seal, ended=end.at, rc=int(rc) if rc.isdigit() else None)
    return replace(
        told, body=body, proved=True, lost="" if rc else losses.BOUNDED, restored=tuple(sorted(how))
    )


def _begin(lines: Sequence[Line], index: int, column: int) -> str:
    """The first line of a frame, with what was broken off it."""
    text = lines[index].text[column:]
    for line in lines[index + 1 : index + 4]:
        words = marks.words_of(text)
        if "at" in words or words.get("v") == "1" or "#farhand" in line.text:
            break
        text += ("" if text.endswith(" ") else " ") + line.text.strip()
    return text


def _told(
    words: dict[str, str], lines: Sequence[Line], index: int, last: int, lost: str = "", seal: str = "",
    ended: int = 0, rc: int | None = None,
) -> Output:  # fmt: skip
    """What the frame says of itself."""
    plain = {key: unquote(value) for key, value in words.items()}
    version, began = plain.get("v", ""), plain.get("at", "")
    if version not in _SURE and not lost:
        lost = f"a frame of version {version or '?'}; this Farhand reads 1 and 2"
    return Output(
        check=plain.get("check", ""), subject=plain.get("subject", ""), line=lines[index].number,
        last=lines[min(last, len(lines) - 1)].number,
        ask=plain.get("ask", ""), run_by=plain.get("run_by", ""),
        critical=plain.get("critical") != framing.NOT_CRITICAL,
        host=plain.get("host", ""), version=version, began=int(began[:12]) if began.isdigit() else 0,
        ended=ended, rc=rc, seal=seal, lost=lost,
        words=tuple((key, plain[key]) for key in KIT_WORDS if plain.get(key)),
    )  # fmt: skip
