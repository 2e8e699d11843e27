"""CloudFront: moto forgets an origin's access control, and answers with cache settings and a certificate's settings
that no one asked for, so that Terraform would change the distribution for ever."""

from copy import deepcopy

from moto.cloudfront.models import DistributionConfig

from ..patching import around


@around(DistributionConfig, "__init__")
def _init(init, config, settings):
    asked = deepcopy(settings)
    init(config, settings)
    for origin, asked_origin in zip(config.Origins["Items"], asked["Origins"]["Items"], strict=True):
        origin.origin_access_control_id = asked_origin.get("OriginAccessControlId")
    if "ForwardedValues" not in asked["DefaultCacheBehavior"]:
        config.DefaultCacheBehavior.forwarded_values = None
    certificate = asked.get("ViewerCertificate", {})
    config.ViewerCertificate.ssl_support_method = certificate.get("SSLSupportMethod")
    config.ViewerCertificate.cloud_front_default_certificate = certificate.get("CloudFrontDefaultCertificate", False)
