"""What an invocation ends with, and the error payloads that AWS's runtime sends."""

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """The payload that the caller gets, and whether it is an error."""

    payload: bytes
    is_error: bool


def error_payload(error_type: str, message: str) -> bytes:
    return json.dumps({"errorType": error_type, "errorMessage": message}).encode()


def exited(request_id: str, exit_code: int) -> Outcome:
    message = f"RequestId: {request_id} Error: Runtime exited with error: exit status {exit_code}"
    return Outcome(error_payload("Runtime.ExitError", message), is_error=True)


def timed_out(request_id: str, seconds: int) -> Outcome:
    message = f"RequestId: {request_id} Error: Task timed out after {seconds:.2f} seconds"
    return Outcome(error_payload("Sandbox.Timedout", message), is_error=True)
