"""What is declared secret gets known, once in each process, before anything of its records is shown."""

from __future__ import annotations

from farhand.embed import secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.embed.process import Process
    from farhand.embed.settings import Settings


class _Known:
    done = False


def learn(process: Process) -> None:
    """Reads the declaration, which takes some milliseconds the first time: not on the app's thread."""
    known = process.of(_Known)
    if not known.done:
        _agree(process.settings)
        secrets.declared(process.app, process.environment)
        known.done = True


def learn_early(config: str = "") -> None:
    """The same without the checks of the declaration, for a call at the app's start. Never raises."""
    import os

    from farhand.embed.process import current

    process = current()
    try:
        from farhand.embed.settings import Settings

        settings = Settings(config, lambda says: None) if process is None else process.settings
        document = settings.document
        _agree(settings)
    except Exception:
        document = {}
    secrets.learn(document, os.environ)


def _agree(settings: Settings) -> None:
    """Make marks as the other processes of the app do; not anew where marks have been made already.

    Without a declaration nothing is put on the host for it, and each process has marks of its own.
    """
    if settings.path is not None and not secrets.has_key():
        from farhand.embed.records.marks_key import shared

        key = shared(settings.name, str(settings.embed.get("run_dir") or ""))
        if key:
            secrets.use_key(key)
