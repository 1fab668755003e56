"""CloudFormation answers an order to a stack when the stack has come to rest, or after a minute.

AWS and stock LocalStack answer at once; a caller such as the CDK CLI then asks every five seconds whether it is done.
"""

from functools import wraps

from localstack.services.cloudformation.v2 import provider

AT_MOST_SECONDS = 60

_start_worker_thread = provider.start_worker_thread


@wraps(_start_worker_thread)
def _start_and_wait(*args, **kwargs):
    thread = _start_worker_thread(*args, **kwargs)
    thread.join(AT_MOST_SECONDS)
    return thread


def apply() -> None:
    provider.start_worker_thread = _start_and_wait
