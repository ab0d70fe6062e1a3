"""The address of the API is not in the environment at all."""

from tests.lab.expect import Expect

TAXONOMY = ("CFG-01",)
SREGYM = "missing_env_variable"
EXPECT = Expect("config.env_missing", owner="customer-platform", subject="env")


def world(lab):
    lab.http(8080)
    lab.env["LOG_LEVEL"] = "info"
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
