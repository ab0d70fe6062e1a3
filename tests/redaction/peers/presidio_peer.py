"""Run by an interpreter that has presidio-analyzer: SOURCE TARGET. Its pattern recognizers only."""

from __future__ import annotations

import gzip
import hashlib
import sys
from pathlib import Path

import spacy  # type: ignore[import-not-found]
import tldextract  # type: ignore[import-not-found]
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry  # type: ignore[import-not-found]
from presidio_analyzer.nlp_engine import SpacyNlpEngine  # type: ignore[import-not-found]

#: The list of top-level domains that the package brings; it would fetch a newer one.
tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())


class Blank(SpacyNlpEngine):  # type: ignore[misc]
    """English words, and nothing that was learned."""

    def __init__(self) -> None:
        super().__init__()
        self.nlp = {"en": spacy.blank("en")}

    def load(self) -> None:
        pass

    def is_loaded(self) -> bool:
        return True


def text_of(path: Path) -> str:
    data = path.read_bytes()
    data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    return data.decode("utf-16" if data[:2] == b"\xff\xfe" else "utf-8", "surrogateescape")


def engine() -> AnalyzerEngine:
    registry = RecognizerRegistry()
    nlp = Blank()
    registry.load_predefined_recognizers(languages=["en"], nlp_engine=nlp)
    registry.recognizers = [r for r in registry.recognizers if "Spacy" not in type(r).__name__]
    return AnalyzerEngine(registry=registry, nlp_engine=nlp, supported_languages=["en"])


def cut(analyzer: AnalyzerEngine, line: str) -> str:
    wanted = [
        e
        for e in analyzer.get_supported_entities("en")
        if e not in ("DATE_TIME", "PERSON", "LOCATION", "NRP")
    ]
    end = len(line)
    for found in sorted(analyzer.analyze(line, language="en", entities=wanted), key=lambda f: -f.start):
        if found.end <= end:
            value, end = line[found.start : found.end], found.start
            mark = f"<{found.entity_type.lower()}:{hashlib.sha256(value.encode()).hexdigest()[:12]}>"
            line = line[: found.start] + mark + line[found.end :]
    return line


def main(source: Path, target: Path) -> None:
    analyzer = engine()
    for path in source.rglob("*"):
        if path.is_file():
            out = target / path.relative_to(source)
            out.parent.mkdir(parents=True, exist_ok=True)
            lines = [cut(analyzer, x) if x and len(x) < 20000 else x for x in text_of(path).split("\n")]
            out.write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
