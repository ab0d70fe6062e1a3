"""The service does not serve, and the volume for the data is full."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("HTTP-10", "OS-01")
EXPECT = Expect(causes=("http.server_error", "fs.full"))


def world(lab: Lab) -> None:
    lab.serve("grpc", services={"shop.Orders": "NOT_SERVING"})
    data = lab.tmp / "data"
    data.mkdir()
    lab.app.run(["mount", "-t", "tmpfs", "-o", "size=1m,mode=1777", "tmpfs", data])
    lab.app.run(["dd", "if=/dev/zero", f"of={data}/old", "bs=4k"], check=False)
    orders = needs.need("grpc", "orders", url="grpc://10.77.2.2:50051", services=["shop.Orders"])
    lab.declare(orders + needs.need("directory", "data", path=str(data), writable=True))
