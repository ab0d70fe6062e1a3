"""A licence that is only a key: it tells no date, and that is no fault."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.licences import declared, licence

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.declare(declared(licence(lab, "A7K2-99QX-PLM3-0042-ZZTT\n")))
