"""The variable is set, but to nothing: `API_URL=` in a file that was never filled in."""

from tests.lab.expect import Expect

TAXONOMY = ("CFG-01",)
EXPECT = Expect("config.env_missing", owner="customer-platform", subject="env")


def world(lab):
    lab.http(8080)
    lab.env_file("API_URL=\n")
    lab.declare(
        """
            [env.API_URL]
            required = true
            format = "url"

            [dependencies.api]
            kind = "http"
            url = "${API_URL}"
            run_by = "vendor"
        """
    )
