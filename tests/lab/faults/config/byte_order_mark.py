"""The file begins with a byte-order mark, which becomes a part of the first name."""

from tests.lab.expect import Expect

TAXONOMY = ("CFG-08",)
EXPECT = Expect("config.value_malformed", owner="customer-platform", subject="env")


def world(lab):
    lab.http(8080)
    lab.env_file(b"\xef\xbb\xbf" + f"API_URL=http://{lab.SVC}:8080/ping\n".encode())
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
