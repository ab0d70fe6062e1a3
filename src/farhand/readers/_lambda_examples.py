"""Examples of the reader `lambda_report`; the lines are those of AWS's documentation, nothing was run."""

# ruff: noqa: E501  outputs are as wide as they are
from __future__ import annotations

from farhand.model import Example

_ID = "8f507cfc-xmpl-4697-b07a-ac58fc914c95"
_REPORT = f"REPORT RequestId: {_ID}\tDuration: {{}} ms\tBilled Duration: 3000 ms\tMemory Size: 128 MB\tMax Memory Used: {{}} MB\t{{}}\n"
_LATE = f"2026-11-26T10:00:03.005Z {_ID} Task timed out after 3.00 seconds\n"
_VPC = '{\n    "FunctionName": "shop",\n    "VpcConfig": {\n        "SubnetIds": [\n            "subnet-0a1"\n        ]\n    }\n}\n'
_DOC = "doc: AWS Lambda, REPORT lines and troubleshooting"
EXAMPLES: tuple[Example, ...] = (
    Example(
        "all of its memory",
        pasted=_REPORT.format("412.10", 128, ""),
        finds=("memory.oom_killed",),
        source=_DOC,
    ),
    Example(
        "its time limit",
        pasted=_REPORT.format("30000.00", 64, "Status: timeout"),
        finds=("app.worker_timeout",),
        source=_DOC,
    ),
    Example(
        "in a VPC without a way out",
        pasted=_VPC + "connect ETIMEDOUT 52.94.236.248:443\n" + _LATE + _REPORT.format("3000.00", 64, ""),
        finds=("tcp.timeout",),
        source="doc: AWS Lambda, internet access for VPC-connected functions",
    ),
    Example(
        "a call that went well", pasted=_REPORT.format("82.51", 64, ""), outcome="undecided", source=_DOC
    ),
)
