"""The database is given as DB_URL; the app reads DATABASE_URL."""

from tests.lab.expect import Expect

TAXONOMY = ("CFG-02",)
EXPECT = Expect("config.env_misnamed", owner="customer-platform", subject="env")


def world(lab):
    db = lab.postgres()
    lab.env["DB_URL"] = f"postgres://app:secret@{db.host}:{db.port}/app"
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
