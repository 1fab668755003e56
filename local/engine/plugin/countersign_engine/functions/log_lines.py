"""The output of one function process, bounded, until an invocation takes it."""

import threading
from collections import deque

MOST_LINES = 10_000
"""Beyond this the oldest lines of an invocation are dropped, so memory stays bounded."""

END_OF_INVOCATION = "\x01countersign-end-of-invocation"
"""The Node client prints this after the handler's own output; it is never kept."""


class LogLines:
    def __init__(self) -> None:
        self._lines: deque[str] = deque(maxlen=MOST_LINES)
        self._lock = threading.Lock()
        self._ended = threading.Event()

    def add(self, line: str) -> None:
        text, mark, _ = line.rstrip("\n").partition(END_OF_INVOCATION)
        if text or not mark:
            with self._lock:
                self._lines.append(text)
        if mark:
            self._ended.set()

    def begin(self) -> None:
        """From here on, `wait_for_end` waits for the next mark."""
        self._ended.clear()

    def wait_for_end(self, seconds: float) -> None:
        self._ended.wait(seconds)

    def take(self) -> str:
        """All lines since the last take."""
        with self._lock:
            text = "\n".join(self._lines)
            self._lines.clear()
        return text

    def peek(self) -> str:
        with self._lock:
            return "\n".join(self._lines)
