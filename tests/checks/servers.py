"""What the fixtures of the checks' tests are."""

from __future__ import annotations

import socket
from collections.abc import Callable

#: Starts a server of one function per connection; gives its port.
Serve = Callable[[Callable[[socket.socket], None]], int]
