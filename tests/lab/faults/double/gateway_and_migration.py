"""The migration was not run, and a gateway cannot reach its backend."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = (
    "PG-13",
    "HTTP-11",
)
EXPECT = Expect(causes=("postgres.schema_missing", "http.bad_gateway"))


def world(lab: Lab) -> None:
    lab.postgres(sql=needs.APP_SQL)
    lab.http(8080, status=502, body=b"<html>502 Bad Gateway</html>", headers={"Server": "nginx"})
    lab.declare(needs.postgres(tables=["accounts"]) + needs.http("http://10.77.2.2:8080/v1"))
