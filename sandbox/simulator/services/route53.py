"""Route 53: moto only knows a query log's group by the ARN that ends in `:*`. AWS takes it without, and keeps it so."""

from moto.route53.models import Route53Backend

from ..patching import around


@around(Route53Backend, "create_query_logging_config")
def _create_query_logging_config(create, backend, hosted_zone_id, log_group_arn):
    config = create(backend, hosted_zone_id, f"{log_group_arn.removesuffix(':*')}:*")
    config.cloud_watch_logs_log_group_arn = log_group_arn
    return config
