"""A resource provider made from three functions, in the form that LocalStack's engine calls."""

from collections.abc import Callable
from dataclasses import dataclass

from botocore.exceptions import ClientError
from localstack.services.cloudformation.resource_provider import (
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)

Model = dict
"""The resource's properties as the template gives them, completed by `put` with what is read-only."""


@dataclass(frozen=True)
class ResourceType:
    """`put` creates or overwrites; a change of a `create_only` property replaces the resource."""

    name: str
    identifier: str
    put: Callable[[Model, ResourceRequest], None]
    delete: Callable[[Model, ResourceRequest], None]
    read_only: tuple[str, ...] = ()
    create_only: tuple[str, ...] = ()


def default_name(request: ResourceRequest, longest: int = 255) -> str:
    return f"{request.stack_name}-{request.logical_resource_id}"[:longest]


def provider_for(resource_type: ResourceType) -> type[ResourceProvider]:
    class Provider(ResourceProvider):
        TYPE = resource_type.name
        SCHEMA = {
            "typeName": resource_type.name,
            "properties": {name: {} for name in (resource_type.identifier, *resource_type.read_only)},
            "primaryIdentifier": [f"/properties/{resource_type.identifier}"],
            "readOnlyProperties": [f"/properties/{name}" for name in resource_type.read_only],
            "createOnlyProperties": [f"/properties/{name}" for name in resource_type.create_only],
            "definitions": {},
            "handlers": {},
        }

        def create(self, request: ResourceRequest) -> ProgressEvent:
            model = request.desired_state
            resource_type.put(model, request)
            return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=model)

        def update(self, request: ResourceRequest) -> ProgressEvent:
            """The desired state lacks what `put` completed at creation."""
            previous = request.previous_state or {}
            for name in (resource_type.identifier, *resource_type.read_only):
                if name in previous:
                    request.desired_state.setdefault(name, previous[name])
            return self.create(request)

        def read(self, request: ResourceRequest) -> ProgressEvent:
            return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=request.desired_state)

        def delete(self, request: ResourceRequest) -> ProgressEvent:
            model = request.previous_state or request.desired_state or {}
            try:
                resource_type.delete(model, request)
            except ClientError as error:
                if not is_absent(error):
                    raise
            return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=model)

    return Provider


def is_absent(error: ClientError) -> bool:
    code = error.response.get("Error", {}).get("Code", "")
    return "NotFound" in code or "DoesNotExist" in code
