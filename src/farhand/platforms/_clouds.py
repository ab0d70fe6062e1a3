"""What the clouds' own command lines say of a function: configuration without values, and its log.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand import places
from farhand.platforms import _log, _text
from farhand.platforms._log import Reading, Wanted
from farhand.platforms._window import Window, window

_AWS = (
    "{FunctionName:FunctionName,Runtime:Runtime,PackageType:PackageType,State:State,StateReason:StateReason,"
    "LastUpdateStatus:LastUpdateStatus,LastUpdateStatusReason:LastUpdateStatusReason,LastModified:LastModified,"
    "TimeoutSeconds:Timeout,MemorySizeMB:MemorySize,EphemeralStorage:EphemeralStorage,VpcConfig:VpcConfig,"
    "Layers:Layers[].Arn,VariableNames:keys(Environment.Variables||`{}`)}"
)
_RECORDS = f"at most {_text.LINES} records of its log"
_INSIGHTS = f"at most {_text.LINES} records of Application Insights"
_SEVERITY = ("Records that were written without a severity (plain standard output) are not found by level.",)
_SEVERITIES = {"debug": 0, "info": 1, "warning": 2, "error": 3, "critical": 4}
#: The most records that are asked for where nobody says how many.
MANY = 10_000
_HARMLESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._:/=-]{0,200}")
_LOG = "what the function said at that time"
_SETTINGS = "its state, time limit, memory, network and image"
_SHOWN = "settings, and names of variables"
_HIDDEN = "the values of variables"


def aws(name: str, since: str) -> Iterator[_text.Outside]:
    """AWS Lambda."""
    function = places.plain("the target", name)
    get = ["aws", "lambda", "get-function-configuration", "--function-name", function]
    yield _text.asked(
        "limits",
        _text.bounded([*get, "--query", _AWS, "--output", "json"], 20),
        _SETTINGS,
        _SHOWN,
        _HIDDEN,
        25.0,
    )
    yield from _text.logs(aws_log(name, _first(since)), _RECORDS, why=_LOG, seconds=30)


def aws_log(name: str, wanted: Wanted) -> Iterator[Reading]:
    """https://docs.aws.amazon.com/cli/latest/reference/logs/filter-log-events.html

    Times are in milliseconds, the last one inclusive.
    """
    function = places.plain("the target", name).rpartition(":")[2]
    begin, end = wanted.window.epoch()
    since = ["--start-time", _log.Sh(f"$(( ({begin}) * 1000 ))")] if begin else []
    texts = plain_texts(wanted)
    yield Reading(
        (
            *("aws", "logs", "filter-log-events", "--log-group-name", f"/aws/lambda/{function}"),
            *(*since, "--end-time", _log.Sh(f"$(( ({end}) * 1000 - 1 ))")),
            *(("--filter-pattern", " ".join(f'"{text}"' for text in texts)) if texts else ()),
            *("--max-items", str(wanted.lines or MANY), "--query", "events[].[message]", "--output", "text"),
        ),
        function,
        _did(texts, wanted),
    )


def gcp(name: str, since: str) -> Iterator[_text.Outside]:
    """Google Cloud Run, and Cloud Functions, which run on it: SERVICE or REGION/SERVICE."""
    region, _, service = name.rpartition("/")
    service = places.plain("the target", service)
    where = [f"--region={places.plain('the target', region)}"] if region else []
    shown = (
        "yaml(status.conditions,spec.template.metadata.annotations,spec.template.spec.timeoutSeconds,"
        "spec.template.spec.containerConcurrency,spec.template.spec.containers[].image,"
        "spec.template.spec.containers[].resources,spec.template.spec.containers[].env[].name)"
    )
    get = ["gcloud", "run", "services", "describe", service, *where, f"--format={shown}"]
    yield _text.asked("limits", _text.bounded(get, 25), _SETTINGS, _SHOWN, _HIDDEN, 30.0)
    yield from _text.logs(gcp_log(name, _first(since)), _RECORDS, why=_LOG, seconds=30)


def gcp_log(name: str, wanted: Wanted) -> Iterator[Reading]:
    """https://cloud.google.com/logging/docs/view/logging-query-language"""
    service = places.plain("the target", name.rpartition("/")[2])
    asked, texts = wanted.window, plain_texts(wanted)
    chosen = f'(resource.labels.service_name="{service}" OR resource.labels.function_name="{service}")'
    begin, end = ("", "") if asked.relative else asked.rfc3339()
    chosen += f' AND timestamp>="{begin}"' * bool(begin) + f' AND timestamp<"{end}"' * bool(end)
    chosen += f" AND severity>={wanted.level.upper()}" * bool(wanted.level)
    chosen += "".join(f' AND "{text}"' for text in texts)
    yield Reading(
        (
            *("gcloud", "logging", "read", chosen, f"--limit={wanted.lines or MANY}"),
            *([f"--freshness={asked.seconds}s"] if asked.relative else []),
            "--order=asc",
            "--format=value(timestamp,severity,textPayload,jsonPayload.message,httpRequest.status)",
        ),
        service,
        _did(texts, wanted) | {_log.LEVEL},
        loses=_SEVERITY if wanted.level else (),
    )


def azure(name: str, since: str) -> Iterator[_text.Outside]:
    """Azure Functions: GROUP/APP."""
    group, _, app = name.rpartition("/")
    words = ["-n", places.plain("the target", app)]
    words += ["-g", places.plain("the target", group)] if group else []
    shown = (
        "{name:name,state:state,usageState:usageState,hostNames:hostNames,"
        "runtime:siteConfig.linuxFxVersion,vnet:virtualNetworkSubnetId}"
    )
    yield _text.asked(
        "limits",
        _text.bounded(["az", "functionapp", "show", *words, "--query", shown, "-o", "json"], 25),
        _SETTINGS,
        "settings of the function app",
        _HIDDEN,
        30.0,
    )
    names = ["az", "functionapp", "config", "appsettings", "list", *words, "--query", "[].name", "-o", "tsv"]
    yield _text.asked(
        "variables",
        _text.bounded(names, 25),
        "which variables it has been given",
        "their names",
        _HIDDEN,
        30.0,
    )
    yield from _text.logs(azure_log(name, _first(since)), _INSIGHTS, why=_LOG, seconds=30)


def azure_log(name: str, wanted: Wanted) -> Iterator[Reading]:
    """https://learn.microsoft.com/azure/azure-monitor/app/data-model-complete; severity 0 is verbose."""
    group, _, app = name.rpartition("/")
    where = ("-g", places.plain("the target", group)) if group else ()
    texts = plain_texts(wanted)
    query = f"union traces, exceptions, requests{_when(wanted.window)}"
    query += f" | where severityLevel >= {_SEVERITIES[wanted.level]}" if wanted.level else ""
    query += "".join(f" | where * contains '{text}'" for text in texts)
    query += f" | order by timestamp asc | take {wanted.lines or MANY}"
    query += " | project timestamp, itemType, severityLevel, message, outerMessage, resultCode"
    ask = ("az", "monitor", "app-insights", "query", "--app", places.plain("the target", app), *where)
    yield Reading(
        (*ask, "--analytics-query", query, "-o", "tsv", "--query", "tables[0].rows"),
        app,
        _did(texts, wanted) | {_log.LEVEL},
        loses=_SEVERITY if wanted.level else (),
    )


def _when(asked: Window) -> str:
    begin, end = asked.rfc3339()
    if asked.relative:
        return f" | where timestamp > ago({begin})"
    return "".join(
        f" | where timestamp {sign} datetime({time})" for sign, time in ((">=", begin), ("<", end)) if time
    )


def plain_texts(wanted: Wanted) -> list[str]:
    """The texts that mean the same in all query languages: the rest is looked for in what comes back."""
    return [text for text in wanted.texts if _HARMLESS.fullmatch(text)]


def _did(texts: list[str], wanted: Wanted) -> frozenset[str]:
    every = {_log.TEXT} if len(texts) == len(wanted.texts) else set()
    return frozenset({_log.SINCE, _log.UNTIL, *every})


def _first(since: str) -> Wanted:
    return Wanted(window(since), _text.LINES)
