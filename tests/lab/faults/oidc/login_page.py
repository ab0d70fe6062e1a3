"""Discovery is behind a login: it redirects to a page."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("http.redirected", owner="customer-platform", subject="login")


def world(lab: Lab) -> None:
    lab.dns.set("login.lab.test", a=[lab.SVC])
    page = {"status": 200, "body": "<html><title>Sign in</title>", "headers": {"Content-Type": "text/html"}}
    moved = {"status": 302, "headers": {"Location": "/login"}}
    lab.serve(
        "oidc",
        issuer="http://login.lab.test:8443",
        routes={"/.well-known/openid-configuration": moved, "/login": page},
    )
    lab.declare("""
            [dependencies.login]
            kind = "oidc"
            url = "http://login.lab.test:8443"
        """)
