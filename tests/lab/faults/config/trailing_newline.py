"""`echo` instead of `echo -n` put a newline at the end of the secret."""

from tests.lab.expect import Expect

TAXONOMY = ("CFG-07",)
EXPECT = Expect("config.value_malformed", owner="customer-platform", subject="env")


def world(lab):
    db = lab.postgres()
    lab.env["DATABASE_URL"] = f"postgres://app:secret@{db.host}:{db.port}/app\n"
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
