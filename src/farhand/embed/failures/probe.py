"""One staged probe of one dependency, as it is kept with a failure."""

from __future__ import annotations

from dataclasses import dataclass

from farhand.embed.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from farhand.model import Diagnosis


@dataclass(frozen=True)
class Probed:
    """What one probe came to: rows as in `farhand.report/1`, and the diagnosis of this dependency alone."""

    rows: tuple[dict[str, Any], ...]
    diagnosis: Diagnosis
    at: str  # RFC 3339
    took_ms: float
    refused: bool = False  # a login was refused: silence, because every further try may lock the account


def look(process: Process, name: str) -> Probed | None:
    """Look at this dependency now; None where there is no such one. Blocks for as long as that takes.

    Where this process looks at the dependencies for all, what was seen is also on its board at once.
    """
    from farhand.embed.health import looking, rhythm
    from farhand.embed.parts import refresh
    from farhand.model import Vantage
    from farhand.report import Report, as_json

    sight = looking.look_now(process, name, "it failed in the app")
    if sight is None:
        return None
    if process.leads:
        refresh.take(process, sight)
    made = Report(process.app, sight.results, sight.diagnosis, sight.at, sight.took_ms, Vantage("app"))
    rows = as_json(made)["results"]
    return Probed(tuple(rows), sight.diagnosis, sight.at, sight.took_ms, rhythm.login_refused(sight.results))
