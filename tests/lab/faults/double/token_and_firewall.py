"""The firewall drops the way to the database, and the API refuses the token."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = (
    "TCP-04",
    "HTTP-01",
)
EXPECT = Expect(causes=("tcp.timeout", "http.unauthorized"))


def world(lab: Lab) -> None:
    lab.postgres(ip="10.77.2.3", sql=needs.APP_SQL)
    lab.firewall("ip daddr 10.77.2.3 drop")
    lab.http(8080, status=401, headers={"WWW-Authenticate": "Bearer"})
    url = "postgres://app:app-secret-7@10.77.2.3/appdb"
    lab.declare(needs.postgres(url) + needs.http("http://10.77.2.2:8080/v1"))
