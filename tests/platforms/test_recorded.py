"""What a real cluster printed in each world is read: the cause first, with its owner, and no false alarm.

The texts are those of `tests.platforms.record`; no cluster is needed here.
"""

from __future__ import annotations

import re

import pytest

from tests.platforms import worlds
from tests.platforms.record import FOLDER
from tests.platforms.table import KINDS, kept, row

EVERY = [(name, kind) for name in worlds.names() for kind in KINDS]
#: What people type by themselves does not hold the fault: no table shows when settings were changed.
NOT_SHOWN = {("config_changed_not_restarted", "usual")}


@pytest.mark.parametrize(("name", "kind"), EVERY)
def test_a_world_of_the_cluster(name: str, kind: str) -> None:
    found = row(kept(name, kind))
    if (name, kind) in NOT_SHOWN:
        assert found.said == (), "a fault that the text does not hold is not guessed"
        return
    assert found.first, found.missed
    assert found.owner or worlds.load(name).expect.healthy, found.missed


def test_every_text_says_where_it_is_from_and_belongs_to_a_world() -> None:
    files = sorted(FOLDER.iterdir())
    assert [file.name for file in files] == sorted(f"{name}--{kind}.txt" for name, kind in EVERY)
    for file in files:
        first = file.read_text("utf-8").partition("\n")[0]
        assert re.fullmatch(
            r"# recorded from a real cluster \(Kubernetes [\d.]+\), \d{4}-\d\d-\d\d", first
        ), file


def test_no_text_holds_the_answer_in_a_name_or_a_path_of_the_machine() -> None:
    for name, kind in EVERY:
        text = kept(name, kind).text
        assert name not in text
        assert name.replace("_", "-") not in text or name.startswith("exit_")
        assert "/tmp/" not in text
