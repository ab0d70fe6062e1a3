"""Yesterday's ticket is tomorrow's signature: from a text and its true cause to an entry of causes.  Pure.

The line that says most of the fault is chosen, what varies in it (numbers, hosts, paths, quoted names, ids)
becomes a gap, and the whole text is kept as an example without its secrets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from farhand import causes
from farhand.signatures import pattern
from farhand.signatures.lines import ERROR, WARN, level
from farhand.signatures.plain import plain

#: Lines of an example, and characters of the line that becomes a signature.
_LINES, _LONGEST = 40, 200
#: What stands in front of a message: times, levels, thread and logger names.
_HEAD = re.compile(
    r"^(?:[\w.-]+ {0,20}\| ?)?[\[(]?(?:\d{4}[-/.]\d\d[-/.]\d\d[T ]?)?(?:\d\d:\d\d:\d\d\S{0,20})?[\])]?"
    r"[ ,:-]{0,3}(?:[\[(<]?(?:trace|debug|info|notice|warn(?:ing)?|error|fatal|crit(?:ical)?|severe|panic)"
    r"[\])>]?[ :-]{0,3})?(?:\[[^\]]{0,60}\] ?){0,3}",
    re.IGNORECASE,
)
#: What differs from one site or day to the next: addresses, quoted names, ids, paths, numbers.
_VARIES = re.compile(
    r"https?://\S+|[\w.+-]+@[\w.-]+|\"[^\"]{1,120}\"|'[^']{1,120}'|<[^>]{1,120}>"
    r"|\b[0-9a-f]{8}-[0-9a-f-]{20,}\b|\b(?:0x)?[0-9a-f]{9,}\b|\b(?:[\w-]+\.){2,}[\w-]+(?::\d+)?\b"
    r"|(?:/[\w.@-]+){2,}/?|\b[\w.-]+:\d+\b|\b\w*\d\w*\b"
)
_GAP = ".{1,120}"
_GAPS = re.compile(r"\.\{1,120\}(?:\W{0,3}\.\{1,120\})+")
_WORDS = re.compile(
    r"error|fail|refus|denied|invalid|unable|cannot|could not|can't|missing|not found|timed? ?out|exceeded"
    r"|exception|unknown|expired|reject|unavailable|abort|fatal|panic",
    re.IGNORECASE,
)


def decisive(lines: Sequence[str]) -> int:
    """The place of the line that says most of a fault. Raises ValueError where there is no text at all."""
    scores = {at: _score(plain(line)) for at, line in enumerate(lines) if line.strip()}
    if not scores:
        raise ValueError("there is nothing in it to learn from")
    return max(scores, key=lambda at: (scores[at], -at))


def _score(line: str) -> float:
    said = {ERROR: 3.0, WARN: 1.5}.get(level(line), 0.0)
    return said + len(set(map(str.lower, _WORDS.findall(line)))) + min(len(line), 120) / 400


def signature(line: str) -> str:
    """A pattern for the line's message, with gaps where it varies. Raises BadPattern where all of it does."""
    message = plain(line)
    head = _HEAD.match(message)
    message = message[head.end() if head else 0 :][:_LONGEST].strip()
    made, at = "", 0
    for found in _VARIES.finditer(message):
        made += _steady(message[at : found.start()]) + _GAP
        at = found.end()
    written = _GAPS.sub(_GAP, made + _steady(message[at:])).strip()
    pattern.words_of(written)
    return written


def _steady(text: str) -> str:
    """A pattern for what stays as it is, with the blanks at its ends."""
    return re.sub(r"(?:\\ )+", " ", re.escape(text))


def entry(cause_id: str, lines: Sequence[str], source: str, known: bool) -> str:
    """TOML to append: the cause itself where it is new, its new signature and the example."""
    best, name = decisive(lines), _quoted(cause_id)
    first = max(0, min(best - _LINES // 2, len(lines) - _LINES))
    text = "\n".join(lines[first : first + _LINES])
    parts = [
        f'[[{name}.signatures]]\nre = {_quoted(signature(lines[best]))}\nweight = 0.9\ntool = "learned"',
        f"[[{name}.hits]]\ntext = {_quoted(text)}\nfrom = {_quoted(source)}",
    ]
    if not known:
        parts.insert(0, f'[{name}]\ntitle = {_quoted(_title(cause_id))}\nowner = "vendor-engineering"')
    return "\n\n".join(parts) + "\n"


def is_known(cause_id: str) -> bool:
    """Whether there is such a cause, of the package or of the vendor."""
    return cause_id in causes.load()


def _title(cause_id: str) -> str:
    words = cause_id.rpartition(".")[2].replace("_", " ")
    return words[:1].upper() + words[1:]


def _quoted(text: str) -> str:
    """A basic string of TOML."""
    for sign, written in (("\\", "\\\\"), ('"', '\\"'), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(sign, written)
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in text) + '"'
