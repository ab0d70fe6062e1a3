"""What is declared secret gets known, once in each process, before anything of its records is shown."""

from __future__ import annotations

from farhand.embed import secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.embed.process import Process


class _Known:
    done = False


def learn(process: Process) -> None:
    """Reads the declaration, which takes some milliseconds the first time: not on the app's thread."""
    known = process.of(_Known)
    if not known.done:
        secrets.declared(process.app, process.environment)
        known.done = True


def learn_early(config: str = "") -> None:
    """The same without the checks of the declaration, for a call at the app's start. Never raises."""
    import os

    from farhand.embed.process import current

    process = current()
    try:
        if process is not None:
            document = process.settings.document
        else:
            from farhand.embed.settings import Settings

            document = Settings(config, lambda says: None).document
    except Exception:
        document = {}
    secrets.learn(document, os.environ)
