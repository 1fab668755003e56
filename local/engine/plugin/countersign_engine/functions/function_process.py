"""One Node process that runs one function, with its Runtime API and its output."""

import os
import subprocess
import threading
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as FutureTimeout
from pathlib import Path

from countersign_engine.functions.log_lines import LogLines
from countersign_engine.functions.outcome import error_payload, exited
from countersign_engine.functions.runtime_api import InitError, RuntimeApi

CLIENT = Path(__file__).with_name("runtime_client.mjs")
PASSED_ON = ("PATH", "HOME", "LANG", "TMPDIR", "NODE_EXTRA_CA_CERTS", "COUNTERSIGN_CHILD")
INIT_SECONDS = 20


class FunctionProcess:
    """Started by the constructor; raises InitError if it is not ready within INIT_SECONDS."""

    def __init__(self, code_dir: str, environment: dict[str, str], logs: LogLines) -> None:
        self.api = RuntimeApi()
        self._logs = logs
        self._process = subprocess.Popen(
            ["node", str(CLIENT)],
            cwd=code_dir,
            env={
                **{name: os.environ[name] for name in PASSED_ON if name in os.environ},
                **environment,
                "LAMBDA_TASK_ROOT": code_dir,
                "AWS_LAMBDA_RUNTIME_API": self.api.address,
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        threading.Thread(target=self._read_output, daemon=True).start()

    def wait_until_ready(self) -> None:
        try:
            self.api.ready.result(timeout=INIT_SECONDS)
        except FutureTimeout:
            raise InitError(error_payload("Sandbox.Timedout", "init timed out")) from None
        except CancelledError:
            raise InitError(error_payload("Runtime.ExitError", "stopped during init")) from None

    def is_running(self) -> bool:
        return self._process.poll() is None

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        if not self.api.ready.done():
            self.api.ready.cancel()
        self.api.close()

    def _read_output(self) -> None:
        for line in self._process.stdout:
            self._logs.add(line)
        exit_code = self._process.wait()
        request_id = self.api.current.request_id if self.api.current else ""
        outcome = exited(request_id, exit_code)
        if not self.api.ready.done():
            self.api.ready.set_exception(InitError(outcome.payload))
        self.api.settle(request_id, outcome)
