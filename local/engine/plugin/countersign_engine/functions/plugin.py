"""Offers the executor to LocalStack as LAMBDA_RUNTIME_EXECUTOR=subprocess."""

from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin


class SubprocessExecutorPlugin(RuntimeExecutorPlugin):
    name = "subprocess"

    def load(self, *args, **kwargs):
        from countersign_engine.functions.executor import SubprocessExecutor

        return SubprocessExecutor
