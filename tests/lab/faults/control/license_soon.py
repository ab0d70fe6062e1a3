"""A licence that runs out in a few days: told as a warning, and no fault yet; one key is in a variable."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.licences import day, declared, licence

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.env["LICENSE_KEY"] = f"expires={day(400)};seats=5"
    own = '[env.LICENSE_KEY]\nsecret = true\n[dependencies.key]\nkind = "license"\nkey = "${LICENSE_KEY}"\n'
    lab.declare(declared(licence(lab, f'{{"expires": "{day(5)}"}}')) + own)
