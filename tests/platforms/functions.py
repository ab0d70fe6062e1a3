"""What clouds say of functions, one fault each: configuration and log lines.

Nothing of it was run: no cloud is reachable from here. The lines are those of the vendors' documentation, the
configuration has the fields that `farhand.platforms.serverless` asks for.
"""

# ruff: noqa: E501  outputs are as wide as they are
from __future__ import annotations

import json

from tests.platforms.units import PLATFORM, VENDOR, Text

_ID = "8f507cfc-xmpl-4697-b07a-ac58fc914c95"
_AWS = "doc: AWS Lambda, Troubleshooting invocation issues, and Monitoring, REPORT lines"
_GCP = "doc: Google Cloud Run, Troubleshoot issues"
_AZURE = "doc: Azure Functions, errors and host logs"


def config(**told: object) -> str:
    """`aws lambda get-function-configuration` with the query of the platform."""
    fields = {
        "FunctionName": "shop", "Runtime": "python3.12", "PackageType": "Zip", "State": "Active", "StateReason": None,
        "LastUpdateStatus": "Successful", "LastUpdateStatusReason": None, "LastModified": "2026-11-01T08:00:00.000+0000",
        "TimeoutSeconds": 3, "MemorySizeMB": 128, "EphemeralStorage": {"Size": 512}, "VpcConfig": None, "Layers": None,
        "VariableNames": ["REGION", "DATABASE_URL"], **told,
    }  # fmt: skip
    return json.dumps(fields, indent=4) + "\n"


_VPC = {"SubnetIds": ["subnet-0a1"], "SecurityGroupIds": ["sg-0b2"], "VpcId": "vpc-0c3"}


def report(used: int, took: float = 120.5, size: int = 128, rest: str = "") -> str:
    return (
        f"START RequestId: {_ID} Version: $LATEST\nEND RequestId: {_ID}\n"
        f"REPORT RequestId: {_ID}\tDuration: {took:.2f} ms\tBilled Duration: {took:.0f} ms\tMemory Size: {size} MB\t"
        f"Max Memory Used: {used} MB\t{rest}\n"
    )


_KILLED = f"RequestId: {_ID} Error: Runtime exited with error: signal: killed\nRuntime.ExitError\n"
_LATE = f"2026-11-26T10:00:03.005Z {_ID} Task timed out after 3.00 seconds\n"
_IMPORT = "[ERROR] Runtime.ImportModuleError: Unable to import module 'app': No module named 'psycopg2'\nTraceback (most recent call last):\n"
_KEY = "[ERROR] KeyError: 'PAYMENTS_URL'\nTraceback (most recent call last):\n  File \"/var/task/app.py\", line 7, in <module>\n    URL = os.environ['PAYMENTS_URL']\n"
_FULL = "[ERROR] OSError: [Errno 28] No space left on device: '/tmp/export.csv'\n"
_RO = "[ERROR] OSError: [Errno 30] Read-only file system: '/var/task/cache'\n"
_GONE = "[ERROR] 2026-11-26T10:00:03.000Z connect ETIMEDOUT 52.94.236.248:443\n"
FUNCTIONS: tuple[Text, ...] = (
    Text("lambda_memory", ("memory.oom_killed",), PLATFORM, config() + _KILLED + report(128), _AWS),
    Text("lambda_memory_report_only", ("memory.oom_killed",), PLATFORM,
         report(512, size=512, rest="Status: error\tError Type: Runtime.OutOfMemory"), _AWS),
    Text("lambda_time_limit", ("app.worker_timeout", "http.timeout"), "", config() + _LATE + report(64, 3000.0), _AWS),
    Text("lambda_time_limit_status", ("app.worker_timeout", "http.timeout"), "",
         report(64, 30000.0, rest="Status: timeout"), _AWS),
    Text("lambda_no_way_out", ("tcp.timeout",), "", config(VpcConfig=_VPC) + _GONE + _LATE + report(64, 3000.0), _AWS),
    Text("lambda_no_way_out_silent", ("tcp.timeout", "app.worker_timeout", "http.timeout"), "",
         config(VpcConfig=_VPC) + "[INFO] calling https://api.payments.example\n" + _LATE + report(64, 3000.0), _AWS),
    Text("lambda_module", ("app.dependency_missing",), VENDOR, config() + _IMPORT + report(40), _AWS),
    Text("lambda_variable", ("config.env_missing",), PLATFORM, config() + _KEY + report(40), _AWS),
    Text("lambda_disk", ("fs.full",), PLATFORM, config() + _FULL + report(60), _AWS),
    Text("lambda_read_only", ("fs.read_only",), "", config() + _RO + report(60), _AWS),
    Text("lambda_throttled", ("http.rate_limited",), "",
         "An error occurred (TooManyRequestsException) when calling the Invoke operation: Rate Exceeded. "
         "Reason: ReservedFunctionConcurrentInvocationLimitExceeded\n", _AWS),
    Text("lambda_entry", ("exec.command_missing", "exec.not_runnable", "fs.permission"), "",
         f"RequestId: {_ID} Error: fork/exec /var/task/bootstrap: permission denied\nRuntime.InvalidEntrypoint\n", _AWS),
    Text("lambda_processor", ("container.wrong_arch", "exec.not_runnable"), "",
         f"RequestId: {_ID} Error: fork/exec /var/task/bootstrap: exec format error\nRuntime.InvalidEntrypoint\n", _AWS),
    Text("lambda_state", ("container.image_pull",), "",
         config(State="Failed", PackageType="Image", StateReason="The image access was denied. Lambda does not have permission to access the ECR image.",
                StateReasonCode="ImageAccessDenied"), _AWS),
    Text("lambda_runtime_gone", ("app.unsupported",), "",
         "An error occurred (InvalidParameterValueException) when calling the CreateFunction operation: The runtime parameter of "
         "python3.6 is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime.\n", _AWS),
    Text("lambda_handler", ("app.bug", "config.file_invalid", "exec.command_missing", "app.dependency_missing"), "",
         "[ERROR] Runtime.HandlerNotFound: Handler 'main' missing on module 'app'\n" + report(40), _AWS),
    Text("run_memory", ("memory.oom_killed",), PLATFORM,
         "2026-11-26T10:00:03Z ERROR Memory limit of 512 MiB exceeded with 530 MiB used. Consider increasing the memory limit, "
         "see https://cloud.google.com/run/docs/configuring/memory-limits\n", _GCP),
    Text("run_port", ("container.probe", "container.crash_loop"), "",
         "2026-11-26T10:00:03Z ERROR The user-provided container failed to start and listen on the port defined provided by the "
         "PORT=8080 environment variable within the allocated timeout.\n", _GCP),
    Text("run_late", ("http.timeout", "app.worker_timeout"), "",
         "2026-11-26T10:05:03Z ERROR The request has been terminated because it has reached the maximum request timeout.\n", _GCP),
    Text("run_no_instance", ("http.rate_limited", "app.load", "container.unschedulable"), "",
         "2026-11-26T10:00:03Z WARNING The request was aborted because there was no available instance. 429\n", _GCP),
    Text("azure_late", ("app.worker_timeout", "http.timeout"), "",
         "Timeout value of 00:05:00 exceeded by function 'Functions.Export' (Id: '3f0c'). Initiating cancellation.\n", _AZURE),
    Text("lambda_well", (), "", config() + report(64), _AWS),
    Text("lambda_cold_start", (), "", config(VpcConfig=_VPC) + report(64, rest="Init Duration: 812.44 ms"), _AWS),
    Text("lambda_nearly_full", (), "", config() + report(118), _AWS),
)  # fmt: skip
