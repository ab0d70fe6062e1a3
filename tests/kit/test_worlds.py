"""Kits in worlds of the lab: what comes back is read, and nothing planted is in it."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import pytest

from farhand import commands, declare, kit, paste
from tests.conftest import need
from tests.kit import made
from tests.lab import faults
from tests.lab.lab import Lab, Missing

pytestmark = [pytest.mark.lab, pytest.mark.slow]

#: Worlds whose servers, environments and addresses hold passwords.
SAMPLE = (
    "postgres/wrong_password", "redis/wrong_password", "proxy/login_wrong", "config/slash_in_password",
)  # fmt: skip
FAMILIES = ("postgres", "redis", "proxy", "config", "http")
WORLDS = (
    [name for family in FAMILIES for name in faults.names(family)]
    if os.environ.get("FARHAND_ALL") == "1"
    else [name for name in SAMPLE if name in faults.names()]
)


@pytest.mark.parametrize("world", WORLDS)
def test_no_planted_secret_comes_back_and_every_frame_is_read(world: str) -> None:
    module = faults.load(world)
    try:
        with Lab() as lab:
            module.world(lab)
            config = lab.tmp / "farhand.toml"
            app = declare.load(config)
            asked = commands.of_app(app)
            path = lab.tmp / "kit.sh"
            path.write_text(kit.kit(app, asked, "bare", ""), "utf-8")
            path.chmod(0o644)
            ran = lab.client(["sh", "-c", f"sh {path} --deadline 60s | base64"], timeout=90)
            secrets = lab.planted()
    except Missing as missing:
        need(False, str(missing))
    out = base64.b64decode(ran.stdout)  # carriage returns are evidence, and text mode would lose them
    frames = made.frames(out)
    assert len(frames) == len(asked)
    assert all(frame.sound for frame in frames)
    assert [secret for secret in secrets if secret.encode() in out] == []
    read = paste.read(out.decode("utf-8", "replace"), "kit")
    assert {row.subject for row in read.evidence} == {one.subject for one in asked}


def test_the_sample_is_there() -> None:
    assert WORLDS
    assert Path(faults.HERE).is_dir()
