"""AWS Lambda's REPORT lines, with the function's configuration beside them where that was sent.

A REPORT line says how long a call took, what it had of memory, and how it ended:
https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html. A function in a VPC has no public address,
and without a NAT gateway or an endpoint of the VPC nothing outside answers it; it then runs into its limit:
https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.readers import Part, Sign
from farhand.readers._lambda_examples import EXAMPLES as EXAMPLES

WORDS = ("REPORT RequestId", "Task timed out after", "VpcConfig")
PAST = True
#: Lines that are looked at; what is longer is a log.
_MOST = 5000
_REPORT = re.compile(r"REPORT RequestId: \S+\s+Duration: (?P<took>[\d.]+) ms\b(?P<rest>.*)")
_MEMORY = re.compile(r"Memory Size: (?P<size>\d+) MB\s+Max Memory Used: (?P<used>\d+) MB")
_STATUS = re.compile(r"Status: (?P<status>\w+)")
_LATE = re.compile(r"Task timed out after (?P<seconds>[\d.]+) seconds")
_NO_ANSWER = re.compile(
    r"ETIMEDOUT|[Cc]onnect(?:ion)? ?timed? ?out|ConnectTimeout|i/o timeout|connect timeout"
    r"|EndpointConnectionError"
    r"|Could not connect to the endpoint"
)
_SUBNETS = re.compile(r'"SubnetIds": ?\[\s*(?:$|")')


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    if any(_REPORT.search(line) or _LATE.search(line) for line in lines[:_MOST]):
        yield 0, min(len(lines), _MOST)


def read(part: Part) -> Iterator[Sign]:
    reports = [(at, m) for at, line in enumerate(part.lines) if (m := _REPORT.search(line))]
    for at, report in reports:
        # The time that a call takes is no time of a query.
        yield Sign(at, moot=("db.slow_query", "http.timeout"))
        yield from _memory(at, report["rest"])
    late = [at for at, line in enumerate(part.lines) if _LATE.search(line)]
    late += [at for at, m in reports if (s := _STATUS.search(m["rest"])) and s["status"] == "timeout"]
    yield from _ran_out(part.lines, late)


def _memory(at: int, rest: str) -> Iterator[Sign]:
    found, status = _MEMORY.search(rest), _STATUS.search(rest)
    if found and int(found["used"]) >= int(found["size"]):
        why = f"the function used all of its {found['size']} MB of memory"
        yield Sign(at, "memory.oom_killed", 0.93 if status else 0.6, why, "the function")


def _ran_out(lines: Sequence[str], late: Sequence[int]) -> Iterator[Sign]:
    """Why a call ran into its time limit, as far as the texts beside it tell."""
    if not late:
        return
    inside = next((at for at, line in enumerate(lines) if _SUBNETS.search(line)), None)
    silent = [at for at, line in enumerate(lines) if _NO_ANSWER.search(line)]
    if inside is not None and silent:
        why = "nothing answers the function, which runs inside a VPC: there only a NAT gateway or an "
        why += "endpoint of the VPC leads out, and its security group must allow it"
        yield Sign(silent[0], "tcp.timeout", 0.94, why, also=tuple(sorted((inside, *silent[1:4]))))
        yield from (Sign(at, moot=("app.worker_timeout",)) for at in late)
    else:
        why = "the call ran into the function's own time limit"
        why += (
            "; it runs inside a VPC, where what is outside does not answer without a NAT gateway"
            if inside is not None
            else ""
        )
        yield from (Sign(at, moot=("tcp.timeout",)) for at in late if inside is None and not silent)
        yield Sign(
            late[0], "app.worker_timeout", 0.8, why, "the function", also=tuple(sorted(set(late[1:4])))
        )
