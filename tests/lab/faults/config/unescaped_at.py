"""The password holds an @ that is not written as %40, so that the host is read wrongly."""

from tests.lab.expect import Expect

TAXONOMY = ("CFG-09",)
EXPECT = Expect("config.url_malformed", owner="customer-platform", subject="database")


def world(lab):
    db = lab.postgres()
    lab.env["DATABASE_URL"] = f"postgres://app:p@ss@{db.host}:{db.port}/app"
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
