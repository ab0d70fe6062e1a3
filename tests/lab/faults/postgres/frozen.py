"""A frozen server: the system accepts the connections, nobody answers."""

import os
import signal

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-13",)
EXPECT = Expect("tcp.mute", subject="database")


def world(lab: Lab) -> None:
    server = lab.postgres(sql=needs.APP_SQL)
    os.kill(server.server.pid, signal.SIGSTOP)
    lab.declare(needs.postgres())
