"""What was printed in a world, kept in a file, so that it can be weighed again without running anything."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from pathlib import Path

from farhand import declare
from farhand.model import App
from tests.contract.pairs import Ran
from tests.lab import faults
from tests.lab.expect import Outcome

#: Declares nothing; what was kept before declarations were kept too is weighed with it.
_BARE = '[app]\nname = "lab"\n'


def keep(ran: Ran, folder: Path) -> None:
    """FOLDER/FAMILY/WORLD.json."""
    path = _path(ran.name, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {"printed": dict(ran.printed), "secrets": sorted(ran.secrets), "toml": ran.toml}
    path.write_text(json.dumps({**told, "probe": asdict(ran.probe)}), "utf-8")


def kept(name: str, folder: Path) -> Ran:
    """The world as it was kept, held against the truth that its module tells today. Raises OSError."""
    told = json.loads(_path(name, folder).read_text("utf-8"))
    toml = told.get("toml", _BARE)
    probe = Outcome(**told["probe"]) if "probe" in told else Outcome(1, "{}", "", 0.0)
    expect = faults.load(name).EXPECT
    return Ran(name, expect, _app(toml), toml, probe, told["printed"], frozenset(told["secrets"]))


def _app(toml: str) -> App:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "farhand.toml"
        path.write_text(toml, "utf-8")
        return declare.load(path)


def _path(name: str, folder: Path) -> Path:
    return folder / f"{name}.json"
