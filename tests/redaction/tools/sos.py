"""`sos clean` of the installed sos, over a folder that looks like one of its reports."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path

from tests.redaction.tools import Options

REPORT = "sosreport-corpus-2026-11-20-abcdefg"


def run(source: Path, target: Path, options: Options) -> str | None:
    program = shutil.which("sos")
    if not program:
        return "sos is not installed (Debian: apt install sosreport)"
    work = target.parent / "sos"
    shutil.rmtree(work, ignore_errors=True)
    report = work / REPORT
    shutil.copytree(source, report / "sos_commands/corpus")
    (report / "sos_logs").mkdir()
    (report / "sos_logs/sos.log").write_text("")
    (report / "hostname").write_text("corpus\n")
    archive = work / f"{REPORT}.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(report, REPORT)
    command = [program, "clean", "--batch", "--no-update", "--tmp-dir", str(work), str(archive)]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    made = [p for p in work.glob("*obfuscated*.tar*") if not p.name.endswith(("256", "md5"))]
    if not made:
        return f"sos clean made nothing: {(done.stdout + done.stderr).strip()[-300:]}"
    with tarfile.open(made[0]) as tar:
        tar.extractall(work / "out", filter="data")
    found = next((work / "out").rglob("sos_commands/corpus"))
    shutil.copytree(found, target, dirs_exist_ok=True)
    return None
