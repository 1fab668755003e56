"""The JVM that evaluates JSONata starts as soon as the engine is ready.

Stock LocalStack starts it at the first expression, and the first executions wait for it.
"""

from threading import Thread

from localstack.runtime import events


def _start_jvm() -> None:
    events.infra_ready.wait()
    from localstack.services.stepfunctions.asl.jsonata.jsonata import eval_jsonata_expression

    eval_jsonata_expression("1")


def apply() -> None:
    Thread(target=_start_jvm, daemon=True).start()
