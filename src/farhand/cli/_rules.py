"""The rules of escalation that hold: of --rules, else of the declaration, else the shipped ones."""

from __future__ import annotations

from pathlib import Path

from farhand import escalation
from farhand.errors import Mistake
from farhand.escalation import Rules
from farhand.model import NOTHING, App


def rules_of(app: App | None, named: str = "") -> Rules:
    """`named`: the file of --rules. A file of the declaration lies beside it. Raises Mistake."""
    told = app.sections.get("escalation", NOTHING).get("rules") if app else None
    path = Path(named) if named else Path(app.source).parent / str(told) if app and told else None
    if path is None:
        return escalation.shipped()
    try:
        return escalation.over(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise Mistake(f"{path}: {getattr(error, 'strerror', None) or 'not a text in UTF-8'}") from None
