"""The corpus as files of realistic shape, with what was planted in them."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path

from tests.redaction import groups, layout
from tests.redaction.groups import Group
from tests.redaction.issue import Issuer
from tests.redaction.layout import Block, Made
from tests.redaction.plant import Plant, fill
from tests.redaction.plants import all_plants

HERE = Path(__file__).parent
#: How large the main log grows, in bytes, and the one file that is a single line.
LOG, LINE = 1_500_000, 2_000_000
#: Logs in which a message may stand, and those that are filled up with ordinary lines.
LOGS = ("app.log", "app.log", "syslog", "containers.log", "events.jsonl", "old.log.gz", "windows.log")
PLACES = ("app.log", "syslog", "old.log.gz")


def encoded(file: Made) -> bytes:
    """A file as it is on disk."""
    text = file.text()
    if file.name == "windows.log":
        return ("\ufeff" + text.replace("\n", "\r\n")).encode("utf-16-le")
    data = text.encode("utf-8", "surrogateescape")
    return gzip.compress(data, mtime=0) if file.name.endswith(".gz") else data


def decoded(data: bytes) -> str:
    """What a file says, whatever a tool made of its compression and encoding."""
    if data.startswith(b"\x1f\x8b"):
        data = gzip.decompress(data)
    if data.startswith(b"\xff\xfe"):
        return data[2:].decode("utf-16-le", "replace").replace("\r\n", "\n")
    return data.decode("utf-8", "surrogateescape")


@cache
def templates(name: str) -> tuple[str, ...]:
    """The lines of a text file of this folder, without its comments."""
    text = (HERE / name).read_text("utf-8")
    return tuple(line for line in text.split("\n") if line and not line.startswith("# "))


def corpus(seed: int, log: int = LOG, line: int = LINE) -> dict[str, Made]:
    """Every file of the corpus of this seed, by name; the same seed makes the same bytes."""
    issue = Issuer(seed)
    made: dict[str, Made] = {}
    for plant in all_plants(issue):
        _plant(made, plant, issue)
    for template in templates("kept.txt"):
        _add(made, issue.chance.choice(PLACES), Block(fill(template, issue)[0], kept=True))
    for group in groups.every(issue):
        for place, text in enumerate(group.lines):
            _add(made, issue.chance.choice(PLACES), Block(text, group=group, place=place))
    for file in made.values():
        _fill_up(file, issue, log, line)
    layout.over_edges(made["app.log"])
    return made


def groups_of(made: dict[str, Made]) -> list[Group]:
    """Every group that was laid out."""
    blocks = (b for file in made.values() for b in file.blocks if b.group)
    return list({b.group.name: b.group for b in blocks if b.group}.values())


def write(made: dict[str, Made], folder: Path) -> int:
    """Write the corpus; how many bytes it has."""
    total = 0
    for file in made.values():
        path = folder / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        total += path.write_bytes(encoded(file))
    return total


def _add(made: dict[str, Made], name: str, block: Block) -> None:
    made.setdefault(name, Made(name)).blocks.append(block)


def _plant(made: dict[str, Made], plant: Plant, issue: Issuer) -> None:
    name, text = plant.file, plant.text
    if name == "log":
        name = issue.chance.choice(LOGS)
        text = _framed(text, name, issue)
    _add(made, "app.log" if name == "raw" else name, Block(text, plant=plant))


def _framed(message: str, name: str, issue: Issuer) -> str:
    """The message as some logger prints it."""
    if "\n" in message:
        return message
    if name == "events.jsonl":
        said = {"time": issue["time"](), "level": "error", "msg": message}
        return json.dumps(said, ensure_ascii=issue.chance.random() < 0.5)
    style = issue.chance.choice(templates("frames.txt"))
    return fill(style, issue)[0].replace("MESSAGE", message)


def _fill_up(file: Made, issue: Issuer, log: int, line: int) -> None:
    """Ordinary lines between the plants of the logs, ordinary objects between those of the single line."""
    if file.name == "oneline.json":
        objects = (_object(issue) for _ in range(line // 88))
        layout.one_line(file, list(objects), issue.chance)
    elif file.name in LOGS and file.name != "events.jsonl":
        room = log if file.name == "app.log" else log // 20
        plain = templates("surroundings.txt")
        layout.mix(
            file, [fill(issue.chance.choice(plain), issue)[0] for _ in range(room // 110)], issue.chance
        )


def _object(issue: Issuer) -> str:
    return f'"{issue["time"]()}","id":"{issue["uuid"]()}","n":{issue["int"]()}'
