"""The environment file was saved on Windows and is read by a shell."""

from tests.lab.expect import Expect

TAXONOMY = ("CFG-06",)
EXPECT = Expect("config.value_malformed", owner="customer-platform", subject="env")


def world(lab):
    lab.http(8080)
    lab.env_file(f"API_URL=http://{lab.SVC}:8080/ping\r\n".encode())
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
