"""A report that came as lines of a mail (`kit.pyz --print`), put back into the text where it stood.  Pure."""

from __future__ import annotations

import gzip
import io

from farhand.bundle import armor
from farhand.bundle.armor import Block

#: Bytes of one report, unpacked.
_LARGEST = 4 << 20
KIND = "REPORT"


def opened(text: str) -> tuple[str, list[str]]:
    """The text with its reports in the place of their blocks, and what is wrong with unreadable ones."""
    if f"FARHAND {KIND}" not in text.upper():
        return text, []
    parts, problems, at = [], [], 0
    for block in armor.dearmor(text):
        if block.kind == KIND:
            report, problem = _report(block)
            parts += [text[at : block.start], report]
            problems += [problem] if problem else []
            at = block.end
    return "".join([*parts, text[at:]]), problems


def _report(block: Block) -> tuple[str, str]:
    if block.problem:
        return "", block.problem
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(block.data)) as file:
            data = file.read(_LARGEST + 1)
    except (OSError, EOFError) as error:
        return "", f"the block cannot be unpacked: {error}"
    if len(data) > _LARGEST:
        return "", f"the block holds more than {_LARGEST >> 20} MiB"
    return data.decode("utf-8", "replace"), ""
