"""The next step worth asking in a case, and the entry by which the case remembers it.  Pure."""

from __future__ import annotations

from typing import Any

from farhand import asks, platforms
from farhand.case.history import History
from farhand.evidence import Opinion
from farhand.faces import steps as face
from farhand.model import App
from farhand.steps import planning
from farhand.steps.worth import Step


def advice(app: App, history: History, opinion: Opinion, channel: str, platform: str) -> planning.Advice:
    """What is worth asking now, after all that was reported, asked, answered, told and declined."""
    return planning.advise(app, known(history, opinion), channel, platform)


def known(history: History, opinion: Opinion) -> planning.Known:
    """All that a case knows, as the planning of steps takes it."""
    return planning.Known(
        opinion.results,
        opinion.diagnosis.causes,
        " ".join(history.reported),
        history.told,
        history.done,
        history.answered,
    )


def platform_of(app: App) -> str:
    """Where the app runs, as far as Farhand knows a way inside there."""
    return app.platform if app.platform in platforms.names() else "bare"


def entry(step: Step, app: App, channel: str, platform: str, kit: str = "") -> dict[str, Any]:
    """The body of the kind `asked`. `kit` is the file with all checks that the customer has, if any."""
    told: dict[str, Any]
    if step.kind == "ask":
        ask = asks.find(step.id).ASK
        told = {"question": ask.question, "choices": dict(ask.choices)}
    else:
        told = {"subject": step.subject, "check": step.check, "platform": platform}
        told["command"] = face.line_of(app, [step], platform, kit)
        told["approval"] = ", ".join(step.approvals)
        if step.command:
            told.update(why=step.why, prints=step.command.prints, hides=step.command.hides)
            told["seconds"] = step.command.seconds
    return {"id": step.id, "channel": channel, "minutes": step.minutes, **told}
