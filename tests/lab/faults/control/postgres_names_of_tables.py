"""Tables with capitals and blanks, declared with and without quotes; a schema chosen in the URL."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-13",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.postgres(
        sql=[
            *needs.APP_SQL,
            "\\c appdb",
            "create schema billing authorization app",
            "set role app",
            'create table billing."Orders" (id int)',
            'create table billing."order items" (id int)',
            "create table billing.invoices (id int)",
        ]
    )
    url = needs.APP_URL + "?options=-csearch_path%3Dbilling"
    lab.declare(needs.postgres(url, tables=["Orders", '"order items"', "invoices", "billing.Orders"]))
