"""The Lambda Runtime API for one function process.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import queue
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from countersign_engine.functions.outcome import Outcome

ROOT = "/2018-06-01/runtime"


@dataclass(frozen=True)
class Invocation:
    request_id: str
    payload: str
    function_arn: str
    trace_id: str
    deadline_ms: int
    outcome: "Future[Outcome]"


class RuntimeApi:
    """Hands out one invocation at a time and takes its outcome; loopback, ephemeral port."""

    def __init__(self) -> None:
        self.ready: Future[None] = Future()
        """Set when the process asks for its first invocation; failed with the init error's body."""
        self.current: Invocation | None = None
        self._waiting: queue.SimpleQueue[Invocation | None] = queue.SimpleQueue()
        self._server = _Server(("127.0.0.1", 0), _handler_for(self))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        host, port = self._server.server_address[:2]
        return f"{host}:{port}"

    def submit(self, invocation: Invocation) -> None:
        self.current = invocation
        self._waiting.put(invocation)

    def next(self) -> Invocation | None:
        """Blocks until there is an invocation; None when the API has been closed."""
        if not self.ready.done():
            self.ready.set_result(None)
        return self._waiting.get()

    def settle(self, request_id: str, outcome: Outcome) -> None:
        """The first outcome of the current invocation counts; late ones are dropped."""
        current = self.current
        if current and current.request_id == request_id and not current.outcome.done():
            current.outcome.set_result(outcome)

    def close(self) -> None:
        self._waiting.put(None)
        threading.Thread(target=self._shut_down, daemon=True).start()

    def _shut_down(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address) -> None:
        """A connection that breaks is a function process that ended; that is reported by its exit."""


class InitError(Exception):
    """The function's module could not be loaded; carries the runtime's error body."""

    def __init__(self, payload: bytes) -> None:
        super().__init__(payload.decode(errors="replace"))
        self.payload = payload


def _handler_for(api: RuntimeApi) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def log_message(self, *args) -> None:
            pass

        def do_GET(self) -> None:
            if self.path != f"{ROOT}/invocation/next":
                self._answer(404)
                return
            invocation = api.next()
            if invocation is None:
                self._answer(410)
                return
            headers = {
                "Content-Type": "application/json",
                "Lambda-Runtime-Aws-Request-Id": invocation.request_id,
                "Lambda-Runtime-Deadline-Ms": str(invocation.deadline_ms),
                "Lambda-Runtime-Invoked-Function-Arn": invocation.function_arn,
                "Lambda-Runtime-Trace-Id": invocation.trace_id,
            }
            self._answer(200, invocation.payload.encode(), headers)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            match self.path.removeprefix(ROOT).strip("/").split("/"):
                case ["init", "error"] if not api.ready.done():
                    api.ready.set_exception(InitError(body))
                case ["invocation", request_id, ("response" | "error") as kind]:
                    api.settle(request_id, Outcome(body, is_error=kind == "error"))
            self._answer(202)

        def _answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None):
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()

    return Handler
