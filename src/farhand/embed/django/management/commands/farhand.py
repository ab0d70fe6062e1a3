"""`manage.py farhand self-test` ...: Farhand's commands, in the app's environment."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):  # type: ignore[misc]
    help = "Farhand's own commands in the app's environment: `manage.py farhand help` lists them."
    requires_system_checks: list[str] = []  # a broken project is when this is needed

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("words", nargs=argparse.REMAINDER, metavar="COMMAND ...")

    def handle(self, *args: Any, **options: Any) -> None:
        from farhand.embed.passed_on import passed_on

        sys.exit(passed_on(options["words"]))
