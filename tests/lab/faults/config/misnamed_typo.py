"""One letter is missing in the name of the variable."""

from tests.lab.expect import Expect

TAXONOMY = ("CFG-02",)
EXPECT = Expect("config.env_misnamed", owner="customer-platform", subject="env")


def world(lab):
    lab.http(8080)
    lab.env["API_ULR"] = f"http://{lab.SVC}:8080/ping"
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
