"""An output to evidence: its check reads it, unless it shows why it could not look.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from farhand import checks, judge
from farhand.checks import Check
from farhand.commands import END
from farhand.model import Evidence, Seen
from farhand.paste import doubt, kits, obstacles, tongues
from farhand.paste.output import Output

NOTHING_PRINTED = "the command printed nothing"
NOTHING_KNOWN = "the output holds nothing that this check knows"
TWO_WAYS = "it came without a checksum and can be read in two ways that differ: send it as a file"
WRAPPED = "lines were wrapped, and without a checksum they cannot be put together surely: send it as a file"


@dataclass(frozen=True)
class Meant:
    """The evidence of one output. `why` says why it was not judged, `instead` what could be asked for."""

    rows: tuple[Evidence, ...] = ()
    why: str = ""
    instead: str = ""
    languages: tuple[str, ...] = ()


def of(output: Output, source: str) -> Meant:
    """What it means. Without a seal it may have been otherwise: then all that it may have been must agree."""
    found = [_of(replace(output, body=body), source) for body in (output.body, *output.others)]
    judged = [meant for meant in found if _verdicts(meant)]
    if len({_verdicts(meant) for meant in judged}) > 1:
        return _of(replace(output, lost=TWO_WAYS), source)
    return judged[0] if judged else found[0]


def _of(output: Output, source: str) -> Meant:
    check, reader = reader_of(output.check)
    if check is None:
        return Meant(why=f"line {output.line}: there is no reader for a check named {output.check!r}")
    body, languages = tongues.translated(output.body)
    why, instead = (output.lost, "") if output.lost else _why_not(check, output, body)
    seen, problem = ([], "") if why else read_with(reader, "\n".join(body).rstrip("\n") + "\n")
    if not seen:
        why = why or problem or NOTHING_KNOWN
        seen = [Seen(checks.own_stages(check)[0], unknown=why)]
    if all(one.unknown for one in seen):
        why = why or seen[0].unknown
    rows = tuple(_evidence(output, one, source) for one in seen)
    return Meant((_with_about(rows[0], output), *rows[1:]), why, instead, languages)


def _verdicts(meant: Meant) -> tuple[object, ...]:
    """What is judged of it; nothing where nothing is."""
    told = [(row.stage, judge.verdict_of(row)) for row in meant.rows if not row.unknown]
    return tuple((stage, v.outcome, tuple(f.cause for f in v.findings)) for stage, v in told)


def reader_of(name: str) -> tuple[Check | None, Any]:
    """The check of that name and its reader; (None, None) where there is none."""
    try:
        check = checks.find(name)
        return check, check.read  # type: ignore[attr-defined]
    except (LookupError, AttributeError, ImportError):
        return None, None


def read_with(reader: Any, text: str) -> tuple[list[Seen], str]:
    """What a reader makes of a text, each once. A reader that stumbles costs only its own output."""
    seen: list[Seen] = []
    try:
        for one in reader(text):
            if isinstance(one, Seen) and one not in seen:
                seen.append(one)
        return seen, ""
    except Exception as error:  # the text may be anything at all
        return [], f"the output could not be read: {type(error).__name__}"


def _why_not(check: Check, output: Output, body: Sequence[str]) -> tuple[str, str]:
    """Why the output is no answer to what was asked, and what to ask for instead."""
    why, instead = kits.why_not(output)
    if why:
        return why, instead
    if not any(line.strip() not in ("", END) for line in body):
        status = f" and ended with status {output.rc}" if output.rc else ""
        return NOTHING_PRINTED + status, "ask whether it was run to its end, and for its exit status"
    met = obstacles.of(body)
    if met:
        return f"{met.why} ({met.text})", met.instead
    if tongues.foreign(body):
        return tongues.FOREIGN, "run it again with LC_ALL=C"
    if not output.proved and doubt.wrapped(check, body):
        return WRAPPED, "ask for the output as a file"
    return "", ""


def _evidence(output: Output, seen: Seen, source: str) -> Evidence:
    facts: Mapping[str, Any] = seen.facts
    if not output.proved and not seen.unknown:
        facts = {**facts, doubt.UNSEALED: True}
    return Evidence(
        check=output.check,
        subject=output.subject or str(seen.facts.get("host") or output.check),
        stage=seen.stage,
        facts=facts,
        unknown=seen.unknown,
        vantage=kits.vantage(output),
        source=source,
        line=output.line,
        raw=seen.raw,
    )


def _with_about(row: Evidence, output: Output) -> Evidence:
    """What the declaration that the command was made from says of its subject, as `run.about` has it."""
    if not output.run_by and output.critical:
        return row
    run_by = {"run_by": output.run_by} if output.run_by else {}
    about = {**run_by, "kind": output.check, "critical": output.critical}
    return replace(row, facts={"about": about, **row.facts})
