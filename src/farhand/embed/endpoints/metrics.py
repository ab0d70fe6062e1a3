"""/metrics: the dependencies, every worker's numbers and the app's own registry, for Prometheus.

Made on a thread of Farhand's, never on the app's loop. Any worker answers for all of them.
"""

from __future__ import annotations

from farhand.embed.metrics import collected, exposition, joined
from farhand.embed.metrics.model import GAUGE, Family, Sample
from farhand.embed.process import Process
from farhand.embed.web import accept
from farhand.embed.web.exchange import Answer, Request, problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PATH, METHODS, SCOPE = "/metrics", ("GET", "HEAD"), "read"
SUMMARY = "numbers of the dependencies, of all workers and of the app's own registry"
PARAMETERS = ()
RESPONSES: dict[str, Any] = {
    "text/plain": {"type": "string"},
    "application/openmetrics-text": {"type": "string"},
}
#: The old form first: who names no type cannot be known to read the new one.
_OFFERS = (exposition.PROMETHEUS, exposition.OPENMETRICS)


def answer(process: Process, request: Request) -> Answer:
    place = accept.best(request.headers.get("accept", ""), _OFFERS)
    if place < 0:
        return problem(406, "metrics are had as one of these types", choices=list(_OFFERS))
    openmetrics = _OFFERS[place] == exposition.OPENMETRICS
    app, why = joined.app_text(process.of(joined.Registry), openmetrics)
    if why:
        process.trouble(f"metrics: {why}")
    families = [*collected.to_tell(process), _registry(not why)]
    body = joined.text(families, app, openmetrics)
    return Answer(200, body.encode("utf-8", "replace"), _OFFERS[place], (("Vary", "Accept"),))


def _registry(well: bool) -> Family:
    says = "0 where the app's own metrics could not be read; they are missing here then."
    return Family("farhand_app_registry_read", GAUGE, says, (Sample(float(well)),))
