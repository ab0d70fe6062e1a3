"""Coverage-guided fuzzing of all readers and signatures, by hand: `pip install atheris`, then

    python -m tests.fuzz -max_total_time=300 [FOLDER of texts to begin with]

Any reader that stumbles, any text that takes seconds, and any line number that is not in the text is a crash.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["farhand.readers", "farhand.signatures", "farhand.diagnose"]):
    from farhand import evidence, readers
    from farhand.reading import Source
    from farhand.redact import Redactor

from tests import knowledge

MASK = Redactor()


def one(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    found = evidence.weigh([Source("stdin", [text.encode("utf-8", "replace")], text)], MASK).diagnosis
    bad = [row for row in found.unread if "could not be read" in row["why"] or "weighed" in row["why"]]
    if bad:
        raise AssertionError(bad)
    count = text.count("\n") + 1
    if not all(1 <= q.line <= count for f in found.causes for q in f.evidence):
        raise AssertionError("a line that is not there")


def corpus() -> str:
    """The examples of all readers and the hits of all causes, as files."""
    folder = Path(tempfile.mkdtemp(prefix="farhand-fuzz-"))
    texts = [example.pasted for reader in readers.every() for example in readers.examples(reader)]
    texts += [example["text"] for _, _, example, _ in knowledge.examples()]
    for number, text in enumerate(texts):
        (folder / str(number)).write_text(text, "utf-8")
    return str(folder)


if __name__ == "__main__":
    options = [word for word in sys.argv[1:] if word.startswith("-")]
    folders = [word for word in sys.argv[1:] if not word.startswith("-")] or [corpus()]
    atheris.Setup([sys.argv[0], "-timeout=10", "-max_len=4096", *options, *folders], one)
    atheris.Fuzz()
