"""The server's own socket, with a database."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    server = lab.serve("mysql")
    server.folder.chmod(0o755)
    lab.declare(f"""
        [dependencies.database]
        kind = "mysql"
        socket = "{server.socket}"
        user = "app"
        password = "app-secret"
        name = "appdb"
    """)
