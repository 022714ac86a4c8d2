"""The wire carries, is cut, refuses, and carries again."""

import socket
import threading
from collections.abc import Iterator

import pytest

from desktop.day.network import Wire


@pytest.fixture
def echo() -> Iterator[int]:
    """A server that says everything back; gives its port."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                peer, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(peer,), daemon=True).start()

    def answer(peer: socket.socket) -> None:
        with peer:
            try:
                while data := peer.recv(1024):
                    peer.sendall(data)
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    yield server.getsockname()[1]
    server.close()


def say(port: int, text: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as peer:
        peer.sendall(text)
        return peer.recv(1024)


def test_a_cut_wire_drops_what_is_open_and_refuses_what_comes(echo: int) -> None:
    wire = Wire("127.0.0.1", echo)
    try:
        assert say(wire.port, b"one") == b"one"
        with socket.create_connection(("127.0.0.1", wire.port), timeout=5) as peer:
            peer.sendall(b"two")
            assert peer.recv(10) == b"two"
            wire.cut()
            assert hung_up(peer)
        assert refuses(wire.port)
        wire.mend()
        assert say(wire.port, b"four") == b"four"
    finally:
        wire.close()


def refuses(port: int) -> bool:
    try:
        return say(port, b"three") == b""
    except OSError:
        return True


def hung_up(peer: socket.socket) -> bool:
    try:
        return peer.recv(10) == b""
    except ConnectionResetError:
        return True


def test_a_server_that_is_down_looks_like_a_reset() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    wire = Wire("127.0.0.1", port)
    try:
        with socket.create_connection(("127.0.0.1", wire.port), timeout=5) as peer:
            assert hung_up(peer)
    finally:
        wire.close()
