"""The file with the company's authorities, named in the environment, is not there."""

from tests.lab.expect import Expect

TAXONOMY = ("CFG-16",)
EXPECT = Expect("config.file_missing", owner="customer-platform", subject="env")


def world(lab):
    lab.http(8443, tls=lab.cert("api.lab.test"))
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.env["SSL_CERT_FILE"] = "/etc/company/ca.pem"
    lab.env["API_URL"] = "https://api.lab.test:8443/ping"
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
