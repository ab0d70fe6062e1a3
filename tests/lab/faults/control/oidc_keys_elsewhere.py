"""The keys are at another host, among them one for encryption; the address is that of the document."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.oidc import ec_key, key_set, rsa_key

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("login.lab.test", a=[lab.SVC])
    lab.dns.set("keys.lab.test", a=[lab.SVC])
    lab.http(9443, routes={"/keys": key_set([rsa_key(use="enc"), ec_key("key-2")])})
    lab.serve(
        "oidc", issuer="http://login.lab.test:8443", named={"jwks_uri": "http://keys.lab.test:9443/keys"}
    )
    lab.declare("""
            [dependencies.login]
            kind = "oidc"
            url = "http://login.lab.test:8443/.well-known/openid-configuration"
            alg = "ES256"
            leeway = "60s"
        """)
