"""Connection attempts on loopback: what came of each, and in which time."""

from __future__ import annotations

import socket
import struct
import time

from farhand.deadline import Deadline
from farhand.wire import attempt, errqueue, path, tables
from farhand.wire.attempt import Attempt


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def test_open_and_refused_side_by_side() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        done = attempt.knock(
            [("127.0.0.1", listener.getsockname()[1]), ("127.0.0.1", closed_port())], Deadline(2)
        )
    assert [(a.result, a.errno) for a in done] == [("open", 0), ("refused", 111)]
    assert all(a.sock is None for a in done)


def test_a_full_queue_is_silent_and_seen_in_the_table() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        held = [socket.socket() for _ in range(3)]
        for client in held:
            client.setblocking(False)
            client.connect_ex(address)
        begun = time.monotonic()
        tried = attempt.knock([address], Deadline(0.4))[0]
        assert 0.3 < time.monotonic() - begun < 1.0
        assert tried.result == "silent"
        assert (tables.listen_queue(address[1]) or 0) >= 1
        for client in held:
            client.close()
    time.sleep(0.15)  # what was read of the table a moment ago is given again
    assert tables.listen_queue(address[1]) is None


def test_a_reset_at_once_is_no_refusal() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        tried = Attempt("127.0.0.1", listener.getsockname()[1])
        peer = listener.accept()[0]
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        peer.close()
        attempt.wait([tried], Deadline(1))
        tried.close()
    assert tried.result == "open"


def test_no_descriptor_is_not_the_networks_fault() -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
        tried = Attempt("127.0.0.1", 9)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert tried.result == "files"


def test_an_errno_alone_still_tells_the_kind() -> None:
    kinds = {n: getattr(errqueue.by_errno(n), "kind", None) for n in (101, 111, 113, 13)}
    assert kinds == {101: "net", 111: None, 113: "host", 13: "forbidden"}


def test_a_name_is_no_address() -> None:
    assert Attempt("localhost", 80).result == "local"


def test_loopback_is_here() -> None:
    assert path.is_here("127.0.0.1")
    assert not path.is_here("192.0.2.1")


def test_hops_are_counted_as_none_on_loopback() -> None:
    facts = path.reset_origin("127.0.0.1", closed_port(), Deadline(2), 0.1)
    assert facts["here"] is False


def test_small_segments() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        conn = path.connect_with_mss("127.0.0.1", listener.getsockname()[1], Deadline(1))
        assert conn.sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG) <= 1200
        conn.close()


def test_turns_are_few() -> None:
    turns = [path.Turn(Deadline(0)) for _ in range(4)]
    got = [turn.__enter__() for turn in turns]
    for turn in turns:
        turn.__exit__()
    assert got == [True, True, True, False]
