"""Functions in a cloud (AWS Lambda, Google Cloud Run and Functions, Azure Functions): no shell, no process.

What is left are the platform's own log and configuration. The target says whose: `aws:NAME` (or an ARN),
`gcp:REGION/SERVICE`, `azure:GROUP/APP`. A name alone is asked for at all three, and two will say that they
do not know it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from farhand.errors import Mistake
from farhand.model import Vantage
from farhand.platforms import Rung, _clouds, _text
from farhand.platforms._log import Reading, Wanted

TARGET, SOURCE = "function", ""
NEEDS = "the cloud's command line (aws, gcloud or az), logged in with the right to read"
ENTER = ""
_CLOUDS = {"aws": _clouds.aws, "gcp": _clouds.gcp, "azure": _clouds.azure}
_LOGS = {"aws": _clouds.aws_log, "gcp": _clouds.gcp_log, "azure": _clouds.azure_log}


def inside(target: str, script: str) -> str:
    raise Mistake(
        "there is no shell inside a serverless function; let the app answer (its /health, or `farhand "
        "self-test` "
        "called by a test event), or ask the platform for its log and configuration"
    )


def outside(target: str, since: str) -> Iterator[_text.Outside]:
    for cloud, name in _of(target):
        for command in _CLOUDS[cloud](name, since):
            yield replace(command, why=f"{command.why} ({cloud})")


def log(target: str, wanted: Wanted) -> Iterator[Reading]:
    for cloud, name in _of(target):
        yield from _LOGS[cloud](name, wanted)


def ladder(target: str, script: str) -> Iterator[Rung]:
    yield Rung(
        "by the app itself, called with a test event",
        "",
        Vantage("app", "answer", "serverless"),
        "Only what the app was built to tell: a function that does not start tells nothing.",
    )
    yield Rung(
        "by a question",
        "",
        Vantage("outside", "answer", "serverless"),
        "Nothing can be run in there. Ask: in which network (VPC, connector) does the function run, "
        "and what changed last?",
    )


def vantage(target: str) -> Vantage:
    return Vantage("outside", "paste", "serverless")


def _of(target: str) -> Iterator[tuple[str, str]]:
    if not target:
        return
    cloud, colon, name = target.partition(":")
    if cloud == "arn":
        yield "aws", target
    elif colon and cloud in _CLOUDS:
        yield cloud, name
    elif colon:
        raise Mistake(
            f"the target: there is no cloud {cloud[:40]!r}; write aws:NAME, gcp:REGION/SERVICE or "
            f"azure:GROUP/APP"
        )
    elif "/" in target:
        yield from (("gcp", target), ("azure", target))
    else:
        yield from ((cloud, target) for cloud in _CLOUDS)
