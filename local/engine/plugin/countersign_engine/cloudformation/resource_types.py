"""The six types, with the properties that Countersign's templates use."""

import json

from botocore.exceptions import ClientError
from localstack.services.cloudformation.resource_provider import ResourceRequest

from countersign_engine.cloudformation.provider import Model, ResourceType, default_name, is_absent


def _as_json(value: str | dict) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _selected(model: Model, *names: str) -> dict:
    """The named properties that are there, with the lower-case first letter of the older APIs."""
    return {name[0].lower() + name[1:]: model[name] for name in names if model.get(name) is not None}


def _put_archive(model: Model, request: ResourceRequest) -> None:
    events = request.aws_client_factory.events
    model.setdefault("ArchiveName", default_name(request, longest=48))
    settings = {"ArchiveName": model["ArchiveName"]}
    if model.get("EventPattern"):
        settings["EventPattern"] = _as_json(model["EventPattern"])
    if model.get("RetentionDays") is not None:
        settings["RetentionDays"] = int(model["RetentionDays"])
    if model.get("Arn"):
        events.update_archive(**settings)
    else:
        model["Arn"] = events.create_archive(EventSourceArn=model["SourceArn"], **settings)["ArchiveArn"]


def _delete_archive(model: Model, request: ResourceRequest) -> None:
    request.aws_client_factory.events.delete_archive(ArchiveName=model["ArchiveName"])


def _put_state_machine_version(model: Model, request: ResourceRequest) -> None:
    published = request.aws_client_factory.stepfunctions.publish_state_machine_version(
        **_selected(model, "StateMachineArn", "Description")
    )
    model["Arn"] = published["stateMachineVersionArn"]


def _delete_state_machine_version(model: Model, request: ResourceRequest) -> None:
    request.aws_client_factory.stepfunctions.delete_state_machine_version(stateMachineVersionArn=model["Arn"])


def _put_state_machine_alias(model: Model, request: ResourceRequest) -> None:
    stepfunctions = request.aws_client_factory.stepfunctions
    model.setdefault("Name", default_name(request, longest=80))
    routes = model.get("RoutingConfiguration") or [
        {"StateMachineVersionArn": model["DeploymentPreference"]["StateMachineVersionArn"], "Weight": 100}
    ]
    routing = [
        {"stateMachineVersionArn": route["StateMachineVersionArn"], "weight": int(route["Weight"])} for route in routes
    ]
    state_machine_arn = routing[0]["stateMachineVersionArn"].rpartition(":")[0]
    model["Arn"] = f"{state_machine_arn}:{model['Name']}"
    details = {"routingConfiguration": routing, **_selected(model, "Description")}
    try:
        stepfunctions.update_state_machine_alias(stateMachineAliasArn=model["Arn"], **details)
    except ClientError as error:
        if not is_absent(error):
            raise
        stepfunctions.create_state_machine_alias(name=model["Name"], **details)


def _delete_state_machine_alias(model: Model, request: ResourceRequest) -> None:
    request.aws_client_factory.stepfunctions.delete_state_machine_alias(stateMachineAliasArn=model["Arn"])


def _put_authorizer(model: Model, request: ResourceRequest) -> None:
    created = request.aws_client_factory.apigateway.create_authorizer(
        authorizerResultTtlInSeconds=int(model.get("AuthorizerResultTtlInSeconds") or 0),
        **_selected(
            model,
            "RestApiId",
            "Name",
            "Type",
            "AuthorizerUri",
            "AuthorizerCredentials",
            "IdentitySource",
            "IdentityValidationExpression",
        ),
    )
    model["AuthorizerId"] = created["id"]


def _delete_authorizer(model: Model, request: ResourceRequest) -> None:
    request.aws_client_factory.apigateway.delete_authorizer(
        restApiId=model["RestApiId"], authorizerId=model["AuthorizerId"]
    )


def _put_dashboard(model: Model, request: ResourceRequest) -> None:
    model.setdefault("DashboardName", default_name(request))
    request.aws_client_factory.cloudwatch.put_dashboard(
        DashboardName=model["DashboardName"], DashboardBody=_as_json(model["DashboardBody"])
    )


def _delete_dashboard(model: Model, request: ResourceRequest) -> None:
    request.aws_client_factory.cloudwatch.delete_dashboards(DashboardNames=[model["DashboardName"]])


def _put_metric_filter(model: Model, request: ResourceRequest) -> None:
    """LocalStack adds a second filter of the same name where AWS overwrites, so the old one goes first."""
    model.setdefault("FilterName", default_name(request))
    try:
        _delete_metric_filter(model, request)
    except ClientError as error:
        if not is_absent(error):
            raise
    request.aws_client_factory.logs.put_metric_filter(
        filterPattern=model.get("FilterPattern", ""),
        metricTransformations=[
            _selected(transformation, "MetricName", "MetricNamespace", "MetricValue", "Unit")
            for transformation in model["MetricTransformations"]
        ],
        **_selected(model, "LogGroupName", "FilterName"),
    )


def _delete_metric_filter(model: Model, request: ResourceRequest) -> None:
    request.aws_client_factory.logs.delete_metric_filter(**_selected(model, "LogGroupName", "FilterName"))


EVENTS_ARCHIVE = ResourceType(
    name="AWS::Events::Archive",
    identifier="ArchiveName",
    put=_put_archive,
    delete=_delete_archive,
    read_only=("Arn",),
    create_only=("ArchiveName", "SourceArn"),
)
STATE_MACHINE_VERSION = ResourceType(
    name="AWS::StepFunctions::StateMachineVersion",
    identifier="Arn",
    put=_put_state_machine_version,
    delete=_delete_state_machine_version,
    read_only=("Arn",),
    create_only=("StateMachineArn", "StateMachineRevisionId", "Description"),
)
STATE_MACHINE_ALIAS = ResourceType(
    name="AWS::StepFunctions::StateMachineAlias",
    identifier="Arn",
    put=_put_state_machine_alias,
    delete=_delete_state_machine_alias,
    read_only=("Arn",),
    create_only=("Name",),
)
API_GATEWAY_AUTHORIZER = ResourceType(
    name="AWS::ApiGateway::Authorizer",
    identifier="AuthorizerId",
    put=_put_authorizer,
    delete=_delete_authorizer,
    read_only=("AuthorizerId",),
    create_only=("RestApiId", "Name", "Type", "AuthorizerUri", "AuthorizerCredentials", "IdentitySource"),
)
CLOUDWATCH_DASHBOARD = ResourceType(
    name="AWS::CloudWatch::Dashboard",
    identifier="DashboardName",
    put=_put_dashboard,
    delete=_delete_dashboard,
    create_only=("DashboardName",),
)
LOGS_METRIC_FILTER = ResourceType(
    name="AWS::Logs::MetricFilter",
    identifier="FilterName",
    put=_put_metric_filter,
    delete=_delete_metric_filter,
    create_only=("FilterName", "LogGroupName"),
)
