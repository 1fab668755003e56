"""Corrections to LocalStack 2026.3.0, one per module; each module has an `apply`."""

from countersign_engine.patches import (
    catalog,
    downloads,
    dynamodb,
    fifo,
    jsonata,
    loopback,
    resource_pace,
    stack_rest,
    stopped,
    task_token,
)


def apply_all() -> None:
    for patch in (
        *(loopback, catalog, downloads, dynamodb, fifo, jsonata),
        *(resource_pace, stack_rest, stopped, task_token),
    ):
        patch.apply()
