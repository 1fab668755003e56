"""LocalStack's runtime executor: one Node process per execution environment."""

import shutil
import time
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout

from localstack.services.lambda_.invocation.executor_endpoint import StatusErrorException
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor

from countersign_engine.functions.function_process import FunctionProcess
from countersign_engine.functions.log_lines import LogLines
from countersign_engine.functions.outcome import Outcome, error_payload, timed_out
from countersign_engine.functions.runtime_api import InitError, Invocation

LAST_OUTPUT_SECONDS = 0.05
"""How long to wait for the handler's last output after its answer."""


class SubprocessExecutor(RuntimeExecutor):
    """Runs the function's bundle on the first `node` on PATH, whatever Node runtime it names."""

    def __init__(self, id: str, function_version: FunctionVersion) -> None:
        super().__init__(id=id, function_version=function_version)
        self._environment: dict[str, str] = {}
        self._logs = LogLines()
        self._process: FunctionProcess | None = None

    def get_address(self) -> str:
        return "127.0.0.1"

    def get_endpoint_from_executor(self) -> str:
        return "127.0.0.1"

    def get_runtime_endpoint(self) -> str:
        return f"http://127.0.0.1/unused/{self.id}"

    def get_logs(self) -> str:
        return self._logs.peek()

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        if function_version.config.code:
            function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        pass

    @classmethod
    def validate_environment(cls) -> bool:
        return shutil.which("node") is not None

    def start(self, env_vars: dict) -> None:
        runtime = self.function_version.config.runtime or ""
        if not runtime.startswith("nodejs"):
            body = error_payload("Runtime.Unsupported", f"{runtime}: the local engine runs nodejs only")
            raise StatusErrorException("unsupported runtime", body)
        self._environment = {name: str(value) for name, value in env_vars.items() if value is not None}
        self._environment["AWS_EXECUTION_ENV"] = f"AWS_Lambda_{runtime}"
        try:
            self._start_process()
        except InitError as error:
            raise StatusErrorException("init failed", error.payload) from error

    def stop(self) -> None:
        process, self._process = self._process, None
        if process:
            process.close()

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        request_id = payload["invoke-id"]
        began = time.monotonic()
        self._logs.begin()
        self._logs.add(f"START RequestId: {request_id} Version: {self.function_version.id.qualifier}")
        outcome = self._run(request_id, payload)
        self._logs.wait_for_end(LAST_OUTPUT_SECONDS)
        self._logs.add(f"END RequestId: {request_id}")
        self._logs.add(
            f"REPORT RequestId: {request_id}\tDuration: {(time.monotonic() - began) * 1000:.2f} ms"
            f"\tMemory Size: {self.function_version.config.memory_size} MB"
        )
        return InvocationResult(request_id, outcome.payload, outcome.is_error, self._logs.take() + "\n")

    def _run(self, request_id: str, payload: dict[str, str]) -> Outcome:
        timeout = int(self.function_version.config.timeout)
        outcome: Future[Outcome] = Future()
        try:
            process = self._running_process()
        except InitError as error:
            return Outcome(error.payload, is_error=True)
        process.api.submit(
            Invocation(
                request_id=request_id,
                payload=payload["payload"],
                function_arn=payload["invoked-function-arn"],
                trace_id=payload.get("trace-id") or "",
                deadline_ms=int((time.time() + timeout) * 1000),
                outcome=outcome,
            )
        )
        try:
            return outcome.result(timeout=timeout)
        except FutureTimeout:
            self.stop()
            return timed_out(request_id, timeout)

    def _running_process(self) -> FunctionProcess:
        """The process; a new one after a crash or a time-out, as AWS starts a new sandbox."""
        if self._process and self._process.is_running():
            return self._process
        self.stop()
        return self._start_process()

    def _start_process(self) -> FunctionProcess:
        code_dir = str(self.function_version.config.code.get_unzipped_code_location())
        process = FunctionProcess(code_dir, self._environment, self._logs)
        self._process = process
        try:
            process.wait_until_ready()
        except InitError:
            self.stop()
            raise
        return process
