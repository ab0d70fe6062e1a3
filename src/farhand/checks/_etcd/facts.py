"""Facts of etcd's answers, the same for the probe and for what a command printed.  Pure."""

from __future__ import annotations

import re
from typing import Any

from farhand.checks._asked import document
from farhand.checks._http.facts import answer_facts
from farhand.wire.http import Answer

_ALARM = re.compile(r"alarm:([A-Z_]+)")


def hello(answer: Answer) -> dict[str, Any]:
    """GET /version: {"etcdserver": "3.4.23", "etcdcluster": "3.4.0"}."""
    told = document(answer)
    if answer.status == 200 and isinstance(told.get("etcdserver"), str):
        return {"answer": "ok", "version": told["etcdserver"][:20]}
    return {"answer": "http", **answer_facts(answer, ""), "method": "GET", "path": "/version"}


def status(answer: Answer) -> dict[str, Any]:
    """POST /v3/maintenance/status; {"gateway": False} where the JSON gateway is switched off."""
    if answer.status == 404:
        return {"gateway": False}
    refused = no(answer)
    if refused:
        return refused
    told = document(answer)
    errors = told.get("errors")
    alarms = sorted(set(_ALARM.findall(" ".join(map(str, errors[:20])) if isinstance(errors, list) else "")))
    return {
        "answer": "ok",
        "leader": str(told.get("leader") or "0") != "0",
        "leads": told.get("leader") == document_in(told, "header").get("member_id"),
        "learner": told.get("isLearner") is True,
        "alarms": alarms,
        "behind": max(0, _number(told.get("raftIndex")) - _number(told.get("raftAppliedIndex"))),
        "size": _number(told.get("dbSize")),
        "in_use": _number(told.get("dbSizeInUse")),
    }


def document_in(told: dict[str, Any], key: str) -> dict[str, Any]:
    found = told.get(key)
    return found if isinstance(found, dict) else {}


def health(answer: Answer) -> dict[str, Any]:
    """GET /health: {"health": "true"}, since 3.5 with a reason."""
    told = document(answer)
    well = str(told.get("health", "")).lower()
    if well not in ("true", "false"):
        return {"health": "unknown", "status": answer.status}
    return {"health": well, "reason": str(told.get("reason") or "")[:100]}


def no(answer: Answer) -> dict[str, Any]:
    """An error of etcd's: {"error": "etcdserver: permission denied", "code": 7}; {} where it is none.

    The code is gRPC's: https://grpc.io/docs/guides/status-codes/
    """
    told = document(answer)
    if answer.status == 200 and told and "error" not in told:
        return {}
    message = told.get("error") or told.get("message") or answer.reason
    code = told.get("code")
    return {
        "answer": "refused",
        "status": answer.status,
        "code": code if isinstance(code, int) else -1,
        "message": str(message)[:200],
    }


def count(answer: Answer) -> dict[str, Any]:
    return no(answer) or {"answer": "ok", "count": _number(document(answer).get("count"))}


def _number(value: Any) -> int:
    """Numbers of 64 bits are texts in etcd's JSON."""
    word = str(value if value is not None else "0")
    return int(word) if word.isdecimal() and len(word) < 20 else 0
