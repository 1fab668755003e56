"""A retried `.waitForTaskToken` attempt gets a token of its own, as on AWS.

Stock LocalStack reuses the first token, whose old outcome ends the new attempt at once.
"""

from localstack.services.stepfunctions.asl.component.state.state_execution.state_task.service.state_task_service_callback import (  # noqa: E501
    StateTaskServiceCallback,
)

_eval_execution = StateTaskServiceCallback._eval_execution


def _eval_execution_with_fresh_token(self, env) -> None:
    context = env.states.context_object
    data = context.context_object_data
    if data.get("Task") and data["State"].get("RetryCount", 0) > 0:
        env.callback_pool_manager.add(context.update_task_token())
    _eval_execution(self, env)


def apply() -> None:
    StateTaskServiceCallback._eval_execution = _eval_execution_with_fresh_token
