"""With --read-only nothing is written; what can be seen without is enough here."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    data.chmod(0o777)
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{data}"
        writable = true
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test("--read-only")
