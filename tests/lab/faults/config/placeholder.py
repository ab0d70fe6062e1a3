"""The template was copied, and the address in it never filled in."""

from tests.lab.expect import Expect

TAXONOMY = ("CFG-12",)
EXPECT = Expect("config.value_malformed", owner="customer-platform", subject="env")


def world(lab):
    lab.env["DATABASE_URL"] = "postgres://USER:PASSWORD@HOST:5432/NAME"
    lab.declare(
        """
            [env.DATABASE_URL]
            required = true
            secret = true
            format = "url"
            aliases = ["DB_URL"]

            [dependencies.database]
            kind = "postgres"
            url = "${DATABASE_URL}"
        """
    )
