"""The golden outputs: what the examples of checks show and what was recorded in lab worlds, in frames.

`tests/outputs/CHECK--NAME.txt` are recorded by `tests.answer.record`: frames as a shell printed them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from farhand import checks, framing, paste
from farhand.commands import END
from farhand.judge import judge

OUTPUTS = Path(__file__).parents[1] / "outputs"
#: The subject of an output that a mangling brings with it.
OTHER = "other"
BEGAN = 1764180000


@dataclass(frozen=True)
class Golden:
    """One output; `form` is sealed, old or raw."""

    name: str
    check: str
    form: str
    text: str


def every() -> Iterator[Golden]:
    for name, check, body in _bodies():
        yield Golden(name, check, "sealed", sealed(check, name, body))
        yield Golden(name, check, "old", old(check, body))
        yield Golden(name, check, "raw", with_end(body))
    for file in sorted(OUTPUTS.glob("*.txt")):
        text = file.read_text("utf-8")
        check = file.name.partition("--")[0]
        yield Golden(file.stem, check, "sealed", text)
        yield Golden(file.stem, check, "old", old(check, body_of(text)))
        yield Golden(file.stem, check, "raw", body_of(text))


def _bodies() -> Iterator[tuple[str, str, str]]:
    for check in checks.every():
        for example in checks.examples(check):
            if example.pasted:
                yield example.name, checks.name_of(check), example.pasted


def sealed(
    check: str, subject: str, body: str, host: str = "web-1", rc: int = 0, began: int = BEGAN, ask: str = ""
) -> str:
    """A frame of version 2, as `framing.frame` prints it (tests/test_framing.py holds the two together)."""
    begin = f"#farhand begin {framing.words(check, subject, ask=ask)} host={host} at={began}"
    lines = [begin, *body.split("\n"), f"#farhand rc={rc}"]
    sizes = ",".join(str(len(line.encode())) for line in lines)
    return "\n".join([*lines, f"#farhand end at={began + 3} sum={framing.seal(lines)} lines={sizes}", ""])


def old(check: str, body: str) -> str:
    """A frame of version 1."""
    inner = body if body.endswith("\n") else body + "\n"
    return f"#farhand begin check={check} subject=a v=1\n{inner}#farhand end rc=0\n"


def tcp_body(said: str = "bash: connect: Connection refused", rc: int = 1) -> str:
    """What the tcp command prints where there is nothing but bash to connect with."""
    return (
        '== farhand tcp\nsetting host="db"\nsetting port=5432\nsetting run_by="customer"\n== tcp db 5432\n'
        "now 2026-11-26T18:52:08Z\n-- dns db\nnameserver 10.0.0.2\nhosts:          files dns\n"
        "library with getent rc=0 ms=30\n10.0.0.9        STREAM db\n-- tcp db 5432\nwith bash\n"
        f"try first 10.0.0.9 5432 rc={rc} ms=3 said={said}\nsource 10.0.0.9 10.0.0.5\n{END}\n"
    )


def body_of(text: str) -> str:
    """What the command printed, without its frame."""
    lines = text.split("\n")
    last = next(i for i, line in enumerate(lines) if line.startswith("#farhand rc="))
    return "\n".join(lines[1:last])


def with_end(body: str) -> str:
    """As the command prints it by itself."""
    return body if f"\n{END}" in body else f"{body.rstrip()}\n{END}\n"


#: A reading: per stage the outcome, the causes and the facts it rests on.
Reading = tuple[tuple[str, str, str, tuple[str, ...], str], ...]


def reading(text: str) -> Reading:
    found = paste.read(text, "stdin")
    rows = [r for r in judge(list(found.evidence)) if r.outcome != "skip" and r.subject != OTHER]
    return tuple(
        (
            r.check,
            r.stage,
            r.outcome,
            tuple(f.cause for f in r.findings),
            "" if r.outcome == "unknown" else repr(dict(r.facts)),
        )
        for r in rows
    )


def verdicts(text: str) -> str:
    """In short, what is read of it."""
    return " ".join(f"{stage}:{outcome}{causes or ''}" for _, stage, outcome, causes, _ in reading(text))


def is_known(found: Reading) -> bool:
    """Something in it is judged."""
    return any(outcome != "unknown" for _, _, outcome, _, _ in found)
