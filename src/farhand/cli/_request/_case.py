"""What was asked and answered by files, written into the case as all else is."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from farhand.cli._case import case_of
from farhand.request.model import CHECK, DECLINED, PLATFORM, Request, Step


def asked(args: Namespace, app_kinds: Mapping[str, str], request: Request) -> None:
    """One entry for each step of a request, where there is a case."""
    case = case_of(args)
    if case is None:
        return
    with case:
        for step in request.steps:
            check = app_kinds.get(step.id, step.id) if step.kind == CHECK else step.kind
            about = {"id": _id(step.kind, step.id, step.params), "subject": step.id, "check": check}
            how = {"platform": "", "channel": "mail", "command": f"farhand request run: {step.title.strip()}"}
            case.add("asked", {**about, **how, "minutes": step.words.minutes, "approval": _needed(step)})


def answered(args: Namespace, document: Mapping[str, Any]) -> None:
    """One entry for each step of an answer: what came back, or why it was declined."""
    case = case_of(args)
    if case is None:
        return
    with case:
        for row in document["steps"]:
            was, ran = row["asked"], row["ran"] or row["asked"]
            if row["outcome"] == DECLINED:
                case.add("declined", {"id": _id(was["kind"], was["id"], was["params"]), "why": row["why"]})
                continue
            number = _id(ran["kind"], ran["id"], ran["params"])
            case.add("answered", {"id": number, "source": args.file, "text": _text(row)})


def _id(kind: str, id: str, params: Mapping[str, Any]) -> str:
    """The subject, as in every plan; of a check that stops early, with the stage, for it answers less."""
    if kind == CHECK and "stage" in params:
        return f"{id}:{params['stage']}"
    return f"{kind}:{id}" if kind == PLATFORM else id or kind


def _text(row: Mapping[str, Any]) -> str:
    parts = [json.dumps(row["report"], indent=1)] if row["report"] else []
    parts += [str(text["text"]) for text in row["texts"]]
    return "\n".join(parts) or str(row["why"])


def _needed(step: Step) -> str:
    return "" if step.words.approval == "none" else step.words.approval
