"""The inventory that infrastructure as code gives."""

from __future__ import annotations

from quarterdeck.evidence.files import FileContent
from quarterdeck.evidence.infrastructure import InfrastructureResource
from quarterdeck.evidence.readiness import Workload
from quarterdeck.sources.readiness import extract, wants

FILES = {
    "infra/live/main.tf": """
provider "aws" {
  region = "eu-central-1"
  default_tags { tags = { Team = "platform", Environment = "live" } }
}
resource "aws_db_instance" "orders" {
  identifier = "orders"
  tags = {
    Owner = "team-orders"
    "Name" = var.name
  }
}
resource "aws_s3_bucket" "photos" {
  bucket = "${var.prefix}-photos"
  tags   = merge(local.tags, { Owner = "x" })
}
resource "aws_instance" "gone" { count = 0 }
resource "aws_iam_role" "reader" {}
resource "tls_self_signed_cert" "inner" { validity_period_hours = 8760 }
resource "aws_route53domains_registered_domain" "shop" {
  domain_name = "shop.example.com"
  auto_renew  = false
}
""",
    "infra/other/main.tf": 'resource "aws_vpc" "main" {\n  tags = { for key in toset(["a"]) : key => "b" }\n}\n',
    "k8s/edge.yaml": """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop, namespace: live, labels: { app.example.com/team: web } }
spec: { rules: [{ host: shop.example.com }, { host: "${HOST}" }] }
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: shop }
spec: { duration: 2160h, dnsNames: [shop.example.com] }
---
apiVersion: v1
kind: Namespace
metadata: { name: live }
""",
}


def test_what_there_is_with_owner_region_and_end() -> None:
    rows = extract([FileContent("r", path, text.encode()) for path, text in FILES.items() if wants(path)]).rows
    told = [row for row in rows if isinstance(row, InfrastructureResource)]
    assert [
        " | ".join(one or "-" for one in (row.kind, row.address, row.called, row.region, row.owner, row.environment, row.ends))
        for row in sorted(told, key=lambda row: (row.path, row.line))
    ] == [
        "database | aws_db_instance.orders | orders | eu-central-1 | team-orders | live | -",
        "bucket | aws_s3_bucket.photos | - | eu-central-1 | platform | live | -",
        "certificate | tls_self_signed_cert.inner | - | - | - | - | 8760 hours",
        "domain | aws_route53domains_registered_domain.shop | shop.example.com | eu-central-1 | platform | live | not renewed",
        "network | aws_vpc.main | - | - | - | - | -",
        "domain | Ingress/shop | shop.example.com | - | web | live | -",
        "certificate | Certificate/shop | shop.example.com | - | - | - | 2160h",
        "environment | Namespace/live | live | - | - | - | -",
    ]


def test_hosts_on_the_internet_and_names_that_nothing_here_bears() -> None:
    text = """
services:
  shop:
    image: shop:1
    environment:
      PAYMENTS_URL: https://user:word@api.pay.example.io/v1
      STOCK_URL: http://stock:8080
      CACHE: redis://cache.local:6379
      NOTE: see https://docs.example.com and example.org
"""
    (row,) = [row for row in extract([FileContent("r", "compose.yaml", text.encode())]).rows if isinstance(row, Workload)]
    assert (row.calls, row.outside) == ((), ("api.pay.example.io",))
    assert "stock" in row.elsewhere
