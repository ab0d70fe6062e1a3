"""Builds Farhand into those processes of a Django project that serve or work."""

from __future__ import annotations

import os
import sys

from django.apps import AppConfig

#: Commands of manage.py that go on running. runserver's own process only watches the files of its child.
_STAY = ("runserver", "runworker", "celery", "qcluster", "rqworker", "process_tasks", "run_huey")


class FarhandConfig(AppConfig):  # type: ignore[misc]
    name, label, verbose_name = "farhand.embed.django", "farhand", "Farhand"

    def ready(self) -> None:
        if serves(sys.argv, os.environ.get("RUN_MAIN", "")):
            import farhand

            farhand.install()


def serves(argv: list[str], child_of_runserver: str) -> bool:
    """True for a process that serves requests or works off tasks."""
    program = os.path.basename(argv[0]) if argv else ""
    if program == "__main__.py":
        program = os.path.basename(os.path.dirname(argv[0]))
    if program in ("manage.py", "django-admin", "django"):
        command = argv[1] if len(argv) > 1 else ""
        watched = command == "runserver" and "--noreload" not in argv
        return command in _STAY and (not watched or child_of_runserver == "true")
    return program not in ("pytest", "py.test", "-c", "")
