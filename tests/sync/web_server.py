"""A web server on loopback that answers as a test says, badly for instance."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    path: str
    body: bytes


@dataclass(frozen=True)
class Answer:
    """One answer; `dropped` closes the connection instead."""

    status: int = 200
    body: bytes = b""
    dropped: bool = False


DROPPED = Answer(dropped=True)
Script = Callable[[Asked], Answer]


def error(status: int, code: str) -> Answer:
    """An error as S3 and Azure write it."""
    text = f'<?xml version="1.0"?><Error><Code>{code}</Code></Error>'
    return Answer(status, text.encode())


@contextmanager
def web_server(script: Script) -> Iterator[str]:
    """Serves until the block ends; yields its address, http://127.0.0.1:PORT."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            answer = script(Asked(self.command, self.path, body))
            self.close_connection = answer.dropped
            if answer.dropped:
                self.connection.close()
                return
            self.send_response(answer.status)
            self.send_header("Content-Length", str(len(answer.body)))
            self.send_header("ETag", '"1"')
            self.send_header("Last-Modified", "Mon, 23 Nov 2026 10:42:00 GMT")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)

        def __getattr__(self, name: str) -> Callable[[], None]:
            if name.startswith("do_"):
                return self._any
            raise AttributeError(name)

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
