"""A licence in a block of base64 that is good for a year, and one that never runs out."""

import base64

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.licences import day, declared, licence

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    inside = base64.encodebytes(f'{{"licensee": "Example", "validUntil": "{day(365)}"}}'.encode()).decode()
    block = f"-----BEGIN EXAMPLE LICENSE-----\n{inside}-----END EXAMPLE LICENSE-----\n"
    forever = licence(lab, "FEATURE suite vendord 2.0 permanent uncounted HOSTID=ANY SIGN=0\n", name="b.lic")
    lab.declare(declared(licence(lab, block)) + declared(forever, name="suite"))
