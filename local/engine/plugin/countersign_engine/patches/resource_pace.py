"""A resource under way is looked at twenty times a second.

Stock LocalStack looks once a second, and so waits most of a second for each function.
"""

from functools import partialmethod

from localstack.services.cloudformation.resource_provider import ResourceProviderExecutor

LOOK_EVERY_SECONDS = 0.05


def apply() -> None:
    ResourceProviderExecutor.deploy_loop = partialmethod(
        ResourceProviderExecutor.deploy_loop, sleep_time=LOOK_EVERY_SECONDS
    )
