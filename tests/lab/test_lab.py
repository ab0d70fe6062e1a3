"""Every fault of the lab is found as what it is, and every healthy world is left in peace."""

from __future__ import annotations

import pytest

from tests.conftest import need
from tests.lab import faults
from tests.lab.expect import judge
from tests.lab.lab import Lab, Missing

pytestmark = pytest.mark.lab


@pytest.mark.parametrize("name", faults.sampled())
def test_fault(name: str) -> None:
    module = faults.load(name)
    try:
        with Lab() as lab:
            outcome = faults.run(module, lab)
            secrets = lab.planted()
    except Missing as missing:
        need(False, str(missing))
    missed = judge(module.EXPECT, outcome, secrets)
    assert not missed, "\n".join([*missed, (outcome.out or outcome.err)[-3000:]])
