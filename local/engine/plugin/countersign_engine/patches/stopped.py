"""StopExecution ends an execution that waits for a task token.

Stock LocalStack notes the stop and goes on waiting: the execution is RUNNING until its state times out.
"""

from localstack.services.stepfunctions.backend.execution_worker import ExecutionWorker

_stop = ExecutionWorker.stop


def _stop_and_wake(self, stop_date, error, cause) -> None:
    _stop(self, stop_date=stop_date, error=error, cause=cause)
    for endpoint in list(self.env.callback_pool_manager._pool.values()):
        endpoint.interrupt_all()


def apply() -> None:
    ExecutionWorker.stop = _stop_and_wake
