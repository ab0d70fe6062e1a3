"""What the app's own exception says by itself, where the probe has found nothing wrong.  Pure.

Class, SQLSTATE and errno first, text last, all through the signatures of the knowledge base. It weighs less
than a probe: what has passed by the time of the probe is known by the exception alone.
"""

from __future__ import annotations

from dataclasses import replace

from farhand.embed.failures.seen import Link

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from farhand.diagnose.clues import Clue
    from farhand.model import App, Dependency, Diagnosis, Result

_FROM = "exception"


def diagnosis_of(links: Sequence[Link], dependency: str, app: App) -> Diagnosis:
    """What the chain of exceptions is read as. `links` hold masked texts."""
    from farhand.diagnose import diagnose, weigh_clues

    need = next((d for d in app.dependencies if d.name == dependency), None)
    clues = [replace(clue, subject=dependency) for clue in _clues(links)]
    return diagnose([_result(f, need) for f in weigh_clues.findings(clues)])


def _clues(links: Sequence[Link]) -> Iterator[Clue]:
    from farhand import causes
    from farhand.diagnose.clues import Clue, of_matches
    from farhand.signatures import scan

    lines = [f"{link.type}: {' '.join(link.text.split())}" for link in links]
    index = causes.index()
    yield from of_matches(list(scan.scan(["\n".join(lines).encode("utf-8", "replace")], index)), _FROM)
    for number, (link, line) in enumerate(zip(links, lines), 1):
        for kind, value in _typed(link):
            for s in index.typed(kind, value):
                if not s.near:
                    why = f"{kind} {value}"
                    yield Clue(s.cause, s.weight, _FROM, ((number, line),), s.id, why, symptom=s.symptom)


def _typed(link: Link) -> Iterator[tuple[str, str]]:
    yield "class", link.type
    yield "class", link.type.rpartition(".")[2]
    if link.sqlstate:
        yield "sqlstate", link.sqlstate
    if link.errno:
        yield "errno", str(link.errno)
    if link.code and ".".join(link.type.split(".")[:1]) in ("pymysql", "MySQLdb", "mysql"):
        yield "mysql", str(link.code)


def _result(finding: object, need: Dependency | None) -> Result:
    from farhand.model import FAIL, NOTHING, UNKNOWN, Finding, Result

    assert isinstance(finding, Finding)
    about = {"about": {"run_by": need.run_by, "kind": need.kind}} if need else NOTHING
    outcome = FAIL if finding.confidence >= 0.5 else UNKNOWN
    return Result(
        "text", finding.subject, finding.stage, outcome, finding.says, facts=about, findings=(finding,)
    )
