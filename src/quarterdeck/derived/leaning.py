"""Packages by which code leans on a data store or on a vendor, as far as their names are known here: what is easy to add and hard to take out again.

Our own list, from the package pages of the vendors' own clients; what is not on it is not told. An ending `*` stands for any further letters.
"""

from __future__ import annotations

STORES = {
    "PostgreSQL": ("postgresql postgis timescaledb psycopg psycopg2 psycopg2-binary asyncpg pg8000 pg postgres github.com/lib/pq github.com/jackc/pgx*"),
    "MySQL": "mariadb percona mysqlclient pymysql aiomysql mysql-connector-python mysql mysql2 github.com/go-sql-driver/mysql",
    "MongoDB": "mongo pymongo motor mongoengine mongodb mongoose go.mongodb.org/mongo-driver*",
    "Redis": "redis valkey aioredis ioredis github.com/redis/go-redis* github.com/go-redis/redis* github.com/gomodule/redigo",
    "Memcached": "memcached pymemcache pylibmc python-memcached memjs github.com/bradfitz/gomemcache",
    "Elasticsearch": "elasticsearch elasticsearch-dsl @elastic/elasticsearch github.com/elastic/go-elasticsearch*",
    "OpenSearch": "opensearch opensearch-py @opensearch-project/opensearch github.com/opensearch-project/opensearch-go*",
    "Cassandra": "cassandra cassandra-driver github.com/gocql/gocql",
    "Kafka": (
        "kafka apache-kafka cp-kafka kafka-python confluent-kafka aiokafka kafkajs github.com/segmentio/kafka-go "
        "github.com/ibm/sarama github.com/shopify/sarama"
    ),
    "RabbitMQ": "rabbitmq pika aio-pika amqplib github.com/streadway/amqp github.com/rabbitmq/amqp091-go",
    "NATS": "nats-py nats github.com/nats-io/nats.go",
    "ClickHouse": "clickhouse clickhouse-server clickhouse-driver clickhouse-connect @clickhouse/client github.com/clickhouse/clickhouse-go*",
    "Neo4j": "neo4j neo4j-driver github.com/neo4j/neo4j-go-driver*",
    "SQL Server": "mssqlserver mssql-server pymssql pyodbc mssql tedious github.com/microsoft/go-mssqldb github.com/denisenkom/go-mssqldb",
    "Oracle Database": "oracledb cx-oracle github.com/godror/godror",
    "InfluxDB": "influxdb influxdb-client @influxdata/influxdb-client github.com/influxdata/influxdb-client-go*",
    "Couchbase": "couchbase github.com/couchbase/gocb*",
    "Qdrant": "qdrant-client @qdrant/js-client-rest github.com/qdrant/go-client",
    "Milvus": "pymilvus",
    "Weaviate": "weaviate-client weaviate-ts-client",
    "Chroma": "chromadb",
}
"""Data stores and message brokers, with the packages of their clients and the names of their images."""

VENDORS = {
    "AWS": "boto3 botocore aioboto3 aws-sdk @aws-sdk/* github.com/aws/aws-sdk-go*",
    "Google Cloud": "google-cloud-* @google-cloud/* cloud.google.com/go*",
    "Azure": "azure-* @azure/* github.com/azure/azure-sdk-for-go*",
    "Firebase": "firebase-admin firebase firebase.google.com/go*",
    "Snowflake": "snowflake-connector-python snowflake-sdk github.com/snowflakedb/gosnowflake*",
    "Databricks": "databricks-sdk databricks-sql-connector @databricks/sql github.com/databricks/databricks-sdk-go*",
    "Stripe": "stripe github.com/stripe/stripe-go*",
    "Adyen": "adyen @adyen/api-library github.com/adyen/adyen-go-api-library*",
    "Braintree": "braintree",
    "PayPal": "paypalrestsdk @paypal/*",
    "Plaid": "plaid-python plaid github.com/plaid/plaid-go*",
    "Twilio": "twilio github.com/twilio/twilio-go*",
    "SendGrid": "sendgrid @sendgrid/* github.com/sendgrid/sendgrid-go*",
    "Mailgun": "mailgun.js mailgun-js github.com/mailgun/mailgun-go*",
    "Slack": "slack-sdk slackclient @slack/* github.com/slack-go/slack",
    "OpenAI": "openai github.com/openai/openai-go* github.com/sashabaranov/go-openai",
    "Anthropic": "anthropic @anthropic-ai/sdk github.com/anthropics/anthropic-sdk-go*",
    "Cohere": "cohere cohere-ai",
    "Mistral AI": "mistralai @mistralai/*",
    "Pinecone": "pinecone pinecone-client @pinecone-database/pinecone",
    "Sentry": "sentry-sdk @sentry/* github.com/getsentry/sentry-go",
    "Datadog": "datadog ddtrace dd-trace @datadog/* gopkg.in/datadog/dd-trace-go* github.com/datadog/*",
    "New Relic": "newrelic github.com/newrelic/go-agent*",
    "Honeycomb": "honeycomb-beeline honeycomb-opentelemetry @honeycombio/* github.com/honeycombio/beeline-go*",
    "Rollbar": "rollbar",
    "Bugsnag": "bugsnag @bugsnag/* github.com/bugsnag/bugsnag-go*",
    "Auth0": "auth0-python auth0 @auth0/* github.com/auth0/go-auth0*",
    "Okta": "okta @okta/* github.com/okta/okta-sdk-golang*",
    "LaunchDarkly": "launchdarkly-server-sdk launchdarkly-* @launchdarkly/* github.com/launchdarkly/go-server-sdk*",
    "Segment": "segment-analytics-python analytics-python @segment/* github.com/segmentio/analytics-go*",
    "Mixpanel": "mixpanel mixpanel-browser",
    "Amplitude": "amplitude-analytics @amplitude/*",
    "PostHog": "posthog posthog-js posthog-node github.com/posthog/posthog-go",
    "Algolia": "algoliasearch github.com/algolia/algoliasearch-client-go*",
    "Contentful": "contentful contentful-management",
    "Cloudinary": "cloudinary github.com/cloudinary/cloudinary-go*",
    "Mapbox": "mapbox mapbox-gl @mapbox/*",
    "Salesforce": "simple-salesforce jsforce",
    "HubSpot": "hubspot-api-client @hubspot/api-client",
    "Zendesk": "zenpy node-zendesk",
    "Intercom": "python-intercom intercom-client",
    "Shopify": "shopifyapi @shopify/shopify-api",
    "PagerDuty": "pdpyras pagerduty github.com/pagerduty/go-pagerduty",
    "Supabase": "supabase @supabase/*",
    "Pusher": "pusher pusher-js",
}
"""Vendors, with the packages by which code calls them."""


def known() -> list[tuple[str, str, str]]:
    """(pattern of a package's name as SQL's LIKE takes it, `data store` or `vendor`, what it is a client of)."""
    return [
        (name.replace("_", "\\_").replace("*", "%"), kind, what)
        for kind, packages in (("data store", STORES), ("vendor", VENDORS))
        for what, names in packages.items()
        for name in names.split()
    ]
