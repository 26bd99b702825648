"""A tiny OpenAI-compatible endpoint on loopback whose answers a test scripts, faults and all.

    with Loopback(error(429, "slow down"), said('{"issues": []}')) as endpoint:
        ...  # endpoint.url is the base URL; endpoint.bodies holds what was asked

The script is a list of answers, one for each chat completion in turn, or a function of the request's body. A call
beyond the script is answered with status 418, which nothing takes for a success.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass(frozen=True)
class Answer:
    """One HTTP answer.

    Attributes:
        drop: close the connection in the middle of the body.
        after: wait for this before answering.
    """

    status: int = 200
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    drop: bool = False
    after: threading.Event | None = None


def said(text: str | None, *, finish: str = "stop", refusal: str | None = None, usage: bool = True) -> Answer:
    """A chat completion of eleven tokens asked and seven answered."""
    message = {"role": "assistant", "content": text, "refusal": refusal}
    completion: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1767225600,
        "model": "served",
        "choices": [{"index": 0, "message": message, "finish_reason": finish, "logprobs": None}],
    }
    if usage:
        completion["usage"] = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
    return Answer(body=json.dumps(completion))


def error(status: int, message: str, *, headers: Mapping[str, str] | None = None, **more: str) -> Answer:
    """An error in OpenAI's form."""
    body = json.dumps({"error": {"message": message, "type": "planned", "param": None, "code": None, **more}})
    return Answer(status=status, body=body, headers=headers or {})


def page(text: str, *, status: int = 200) -> Answer:
    """A web page, as a reverse proxy or a wrong path answers."""
    return Answer(status=status, body=text, headers={"Content-Type": "text/html"})


@dataclass(frozen=True)
class Call:
    """One request as it arrived; the names of its headers in lower case."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]


Script = Callable[[dict[str, Any]], Answer]


class Loopback:
    """The endpoint; a context manager.

    Attributes:
        calls: the chat completions asked for, in the order in which they arrived.
        most: the most of them in flight at once.
    """

    def __init__(self, *answers: Answer, script: Script | None = None, models: tuple[str, ...] = ("served",)) -> None:
        self.calls: list[Call] = []
        self.most = 0
        self.models = models
        self._answers = iter(answers)
        self._script = script or (lambda _: next(self._answers, error(418, "nothing more is scripted")))
        self._in_flight = 0
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [call.body for call in self.calls]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def take(self, call: Call) -> Answer:
        """The answer to a call; counts it among those in flight until `done`."""
        with self._lock:
            self.calls.append(call)
            self._in_flight += 1
            self.most = max(self.most, self._in_flight)
            answer = self._script(call.body)
        while answer.after is not None and not answer.after.wait(0.01) and not self._closing.is_set():
            pass
        return answer

    def done(self) -> None:
        with self._lock:
            self._in_flight -= 1

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1

            def log_message(self, format: str, *args: object) -> None:
                pass

            def do_GET(self) -> None:
                if self.path == "/v1/models":
                    listed = [{"id": name, "object": "model"} for name in endpoint.models]
                    self.send(Answer(body=json.dumps({"object": "list", "data": listed})))
                else:
                    self.send(error(404, f"no {self.path} here"))

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                answer = endpoint.take(
                    Call(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
                )
                endpoint.done()
                with suppress(ConnectionError):  # the client may have given up
                    self.send(answer)

            def send(self, answer: Answer) -> None:
                data = answer.body.encode()
                self.send_response(answer.status)
                for name, value in {"Content-Type": "application/json", **answer.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data) + (1000 if answer.drop else 0)))
                self.end_headers()
                self.wfile.write(data)
                self.wfile.flush()
                self.close_connection = answer.drop

        return Handler
