"""The private authority lies in a directory of hashed names, named by SSL_CERT_DIR."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-06",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])

    lab.http(8443, tls=lab.cert("api.lab.test"))
    store = lab.tmp / "authorities"
    store.mkdir()
    store.joinpath("lab.pem").write_bytes(lab.ca.cert_pem.bytes())
    lab.svc.run(["openssl", "rehash", store])
    lab.env["SSL_CERT_DIR"] = str(store)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
    """)
