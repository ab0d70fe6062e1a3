"""A cluster by SRV and TXT records, over TLS, the user in admin; the first host is gone."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb
from tests.lab.servers.mongodb_told import member

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.trust()
    members = ["m1.lab.test:27017", "m2.lab.test:27017", "m3.lab.test:27017"]
    lab.dns.set("_mongodb._tcp.cluster.lab.test", srv=[(name[:-6], 27017) for name in members])
    lab.dns.set("cluster.lab.test", txt=["authSource=admin&replicaSet=rs0"])
    lab.dns.set("m1.lab.test", a=["10.77.2.5"])
    for name, ip in zip(members[1:], ["10.77.2.2", "10.77.2.3"]):
        lab.dns.set(name[:-6], a=[ip])
        hello = member("rs0", members, members[1], me=name)
        cert = lab.cert("*.lab.test")
        lab.serve("mongodb_told", ip=ip, hello=hello, tls=cert, users={"admin.app": "mongo-secret-5"})
    lab.declare(mongodb("mongodb+srv://app:mongo-secret-5@cluster.lab.test/billing"))
