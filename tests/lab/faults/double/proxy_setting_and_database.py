"""The proxy's address is malformed, and the database does not exist."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = (
    "PRX-13",
    "PG-07",
)
EXPECT = Expect(causes=("proxy.misconfigured", "postgres.database_missing"))


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.postgres(sql=needs.APP_SQL)
    lab.env["http_proxy"] = lab.env["HTTP_PROXY"] = "http://10.77.1.1:31x8"
    url = "postgres://app:app-secret-7@10.77.2.2/app_db"
    lab.declare(needs.postgres(url) + needs.http("http://10.77.2.2:8080/"))
