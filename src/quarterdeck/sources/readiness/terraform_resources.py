"""Terraform: what a company has, from the types of resources: hosts, networks, domains, certificates, managed services.

Source: the documentation of the providers named below. Modules of others are not followed: what they make is not known. Copies by `count` or
`for_each` are one row.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from quarterdeck.evidence.infrastructure import InfrastructureResource
from quarterdeck.sources.readiness.owners import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quarterdeck.evidence.files import FileContent
    from quarterdeck.sources.readiness.gathered import Gathered
    from quarterdeck.sources.readiness.hcl import Block

PROVIDER = "provider"
"""The kind under which a folder's provider stands until its region and tags are given to the resources beside it."""
_KINDS = {
    "host": """
        aws_instance aws_launch_template aws_autoscaling_group aws_lightsail_instance google_compute_instance google_compute_instance_template
        google_compute_instance_group_manager azurerm_virtual_machine azurerm_linux_virtual_machine azurerm_windows_virtual_machine
        azurerm_linux_virtual_machine_scale_set azurerm_windows_virtual_machine_scale_set digitalocean_droplet hcloud_server openstack_compute_instance_v2
        scaleway_instance_server proxmox_virtual_environment_vm linode_instance vultr_instance
    """,
    "cluster": """
        aws_eks_cluster aws_ecs_cluster aws_emr_cluster google_container_cluster google_dataproc_cluster azurerm_kubernetes_cluster
        digitalocean_kubernetes_cluster scaleway_k8s_cluster
    """,
    "function": """
        aws_lambda_function aws_ecs_service aws_apprunner_service aws_sfn_state_machine google_cloudfunctions_function google_cloudfunctions2_function
        google_cloud_run_service google_cloud_run_v2_service azurerm_linux_function_app azurerm_windows_function_app azurerm_linux_web_app
        azurerm_windows_web_app azurerm_container_app cloudflare_worker_script cloudflare_workers_script
    """,
    "load balancer": """
        aws_lb aws_alb aws_elb aws_api_gateway_rest_api aws_apigatewayv2_api aws_cloudfront_distribution google_compute_forwarding_rule
        google_compute_global_forwarding_rule azurerm_lb azurerm_application_gateway azurerm_cdn_frontdoor_profile digitalocean_loadbalancer
        hcloud_load_balancer fastly_service_vcl fastly_service_compute
    """,
    "network": """
        aws_vpc aws_ec2_transit_gateway aws_vpn_connection aws_dx_connection google_compute_network google_compute_vpn_tunnel google_compute_ha_vpn_gateway
        azurerm_virtual_network azurerm_virtual_network_gateway digitalocean_vpc hcloud_network openstack_networking_network_v2
    """,
    "domain": """
        aws_route53_zone aws_route53domains_registered_domain google_dns_managed_zone azurerm_dns_zone azurerm_private_dns_zone cloudflare_zone
        digitalocean_domain gandi_domain
    """,
    "certificate": """
        aws_acm_certificate aws_iam_server_certificate google_compute_ssl_certificate google_compute_managed_ssl_certificate
        google_certificate_manager_certificate azurerm_app_service_certificate azurerm_key_vault_certificate cloudflare_origin_ca_certificate
        cloudflare_certificate_pack acme_certificate tls_self_signed_cert tls_locally_signed_cert
    """,
    "database": """
        aws_db_instance aws_rds_cluster aws_docdb_cluster aws_neptune_cluster aws_dynamodb_table aws_redshift_cluster aws_opensearch_domain
        aws_elasticsearch_domain aws_timestreamwrite_database google_sql_database_instance google_spanner_instance google_bigtable_instance
        google_bigquery_dataset google_firestore_database google_alloydb_cluster azurerm_postgresql_server azurerm_postgresql_flexible_server
        azurerm_mysql_server azurerm_mysql_flexible_server azurerm_mssql_database azurerm_cosmosdb_account digitalocean_database_cluster
        mongodbatlas_cluster mongodbatlas_advanced_cluster scaleway_rdb_instance
    """,
    "cache": """
        aws_elasticache_cluster aws_elasticache_replication_group aws_elasticache_serverless_cache aws_memorydb_cluster google_redis_instance
        google_redis_cluster google_memcache_instance azurerm_redis_cache
    """,
    "queue": """
        aws_sqs_queue aws_sns_topic aws_mq_broker aws_msk_cluster aws_kinesis_stream aws_kinesis_firehose_delivery_stream aws_cloudwatch_event_bus
        google_pubsub_topic google_cloud_tasks_queue azurerm_servicebus_namespace azurerm_servicebus_queue azurerm_servicebus_topic azurerm_eventhub
        azurerm_eventhub_namespace confluent_kafka_cluster confluent_kafka_topic kafka_topic
    """,
    "bucket": """
        aws_s3_bucket aws_efs_file_system google_storage_bucket azurerm_storage_account digitalocean_spaces_bucket cloudflare_r2_bucket minio_s3_bucket
    """,
    "image registry": "aws_ecr_repository google_artifact_registry_repository azurerm_container_registry",
    "secret": "aws_secretsmanager_secret aws_kms_key google_secret_manager_secret google_kms_crypto_key azurerm_key_vault",
    "environment": """
        azurerm_resource_group google_project aws_organizations_account kubernetes_namespace kubernetes_namespace_v1 digitalocean_project
    """,
}
_KIND_OF = MappingProxyType({one: kind for kind, types in _KINDS.items() for one in types.split()})
_CALLED = ("domain_name", "domain", "zone", "dns_name", "bucket", "identifier", "cluster_identifier", "name", "function_name", "repository_id", "account_id")
_REGION = ("region", "location", "zone", "availability_zone")


def resources(file: FileContent, block: Block) -> Iterator[InfrastructureResource]:
    """The row of a resource that is part of an inventory, or of a provider that says where and whose the resources of its folder are."""
    if block.words[0] == "provider" and len(block.words) == 2 and "alias" not in block.values:  # noqa: PLR2004  # `provider`, name
        yield _row(file, block, PROVIDER, block.words[1])
    elif block.words[0] == "resource" and len(block.words) == 3:  # noqa: PLR2004  # `resource`, type, name
        kind = _KIND_OF.get(block.words[1])
        if kind:
            yield _row(file, block, kind, block.words[1].partition("_")[0])


def _row(file: FileContent, block: Block, kind: str, provider: str) -> InfrastructureResource:
    tags = [one for name in ("tags", "labels", "user_labels") for one in (*block.inner(name), *block.inner("default_tags", name))]
    owner, environment = named({key: value for one in tags for key, value in one.values.items()})
    called = next((block.values[key] for key in _CALLED if block.values.get(key)), None) if kind != PROVIDER else None
    region = next((block.values[key] for key in _REGION if block.values.get(key) and (key != "zone" or kind != "domain")), None)
    return InfrastructureResource(
        file.repository, file.path, block.line, "terraform", kind, provider, ".".join(block.words[1:])[:200], called[:200] if called else None,
        region, owner, environment, _ends(block),
    )  # fmt: skip


def _ends(block: Block) -> str | None:
    hours, days = block.values.get("validity_period_hours"), block.values.get("requested_validity")
    if block.values.get("auto_renew") == "false":
        return "not renewed"
    return f"{hours} hours" if hours else f"{days} days" if days else None


def with_providers(gathered: Gathered) -> list[InfrastructureResource]:
    """The resources, with region, owner and environment of the one provider of their folder where they say none themselves."""
    told = {(row.path.rpartition("/")[0], row.provider): row for row in gathered.resources if row.kind == PROVIDER}
    return [_given(row, told.get((row.path.rpartition("/")[0], row.provider))) for row in gathered.resources if row.kind != PROVIDER]


def _given(row: InfrastructureResource, provider: InfrastructureResource | None) -> InfrastructureResource:
    if provider is None:
        return row
    return replace(row, region=row.region or provider.region, owner=row.owner or provider.owner, environment=row.environment or provider.environment)
