"""The time zone of the app does not exist."""

from tests.lab.expect import Expect

TAXONOMY = ("CFG-17",)
EXPECT = Expect("config.value_malformed", owner="customer-platform", subject="env")


def world(lab):
    lab.http(8080)
    lab.env["TZ"] = "Europe/Berln"
    lab.env["API_URL"] = f"http://{lab.SVC}:8080/ping"
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
