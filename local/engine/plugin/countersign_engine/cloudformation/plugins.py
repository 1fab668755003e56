"""The entry points by which LocalStack finds the six types."""

from localstack.services.cloudformation.resource_provider import CloudFormationResourceProviderPlugin

from countersign_engine.cloudformation import resource_types
from countersign_engine.cloudformation.provider import ResourceType, provider_for


def _plugin(resource_type: ResourceType) -> type[CloudFormationResourceProviderPlugin]:
    class Plugin(CloudFormationResourceProviderPlugin):
        name = resource_type.name

        def __init__(self) -> None:
            self.factory = None

        def load(self) -> None:
            self.factory = provider_for(resource_type)

    return Plugin


ApiGatewayAuthorizerPlugin = _plugin(resource_types.API_GATEWAY_AUTHORIZER)
CloudWatchDashboardPlugin = _plugin(resource_types.CLOUDWATCH_DASHBOARD)
EventsArchivePlugin = _plugin(resource_types.EVENTS_ARCHIVE)
LogsMetricFilterPlugin = _plugin(resource_types.LOGS_METRIC_FILTER)
StateMachineAliasPlugin = _plugin(resource_types.STATE_MACHINE_ALIAS)
StateMachineVersionPlugin = _plugin(resource_types.STATE_MACHINE_VERSION)
