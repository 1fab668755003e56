"""A CloudFormation type is supported if its provider is installed.

Stock LocalStack asks its maker's platform; without an answer it refuses every type.
"""

from localstack.utils.catalog.catalog import AwsCatalogRuntimePlugin
from localstack.utils.catalog.catalog_loader import AwsCatalogLoaderException, RemoteCatalogLoader
from localstack.utils.catalog.common import (
    CloudFormationResourcesSupportAtRuntime,
    CloudFormationResourcesSupportInLatest,
)


def _refuse_remote_catalog(self):
    raise AwsCatalogLoaderException("the local engine asks no remote catalog")


def _resource_status(self, resource_name, service_name, is_pro_resource=False):
    if resource_name in self._get_cfn_resources_available_at_runtime():
        return CloudFormationResourcesSupportAtRuntime.AVAILABLE
    return CloudFormationResourcesSupportInLatest.NOT_SUPPORTED


def apply() -> None:
    RemoteCatalogLoader.get_remote_catalog = _refuse_remote_catalog
    AwsCatalogRuntimePlugin.get_cloudformation_resource_status = _resource_status
