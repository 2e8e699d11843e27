import type { Statement } from '../../identity/policy-document';
import { type Family, type PermissionScope, type Unscoped, tagged, tagging } from './scope';

/** What stands between users and the platform: CloudFront, WAF, certificates, DNS records; and the images it runs. */
export function deliveryPermissions(scope: PermissionScope): Family {
  const { accountId, zoneArn, registryAccountId } = scope;
  const certificates = [`arn:aws:acm:*:${accountId}:certificate/*`];
  return {
    name: 'delivery',
    statements: [
      ...distributions(scope),
      firewall(scope),
      {
        sid: 'RequestCertificate',
        actions: ['acm:RequestCertificate', 'acm:AddTagsToCertificate'],
        resources: certificates,
        conditions: tagging(scope),
      },
      { sid: 'Certificate', actions: certificateActions, resources: certificates, conditions: tagged(scope) },
      { sid: 'Records', actions: ['route53:ChangeResourceRecordSets'], resources: [zoneArn] },
      {
        // Identified by AWS at random; their tags cannot be asked for in a condition.
        sid: 'HealthChecks',
        actions: ['route53:ChangeTagsForResource', 'route53:DeleteHealthCheck', 'route53:UpdateHealthCheck'],
        resources: ['arn:aws:route53:::healthcheck/*'],
      },
      {
        sid: 'CreateHealthCheck',
        actions: ['route53:CreateHealthCheck'],
        resources: ['*'],
        reason: 'a health check has no ARN before it exists',
      },
      { sid: 'Images', actions: imageActions, resources: [`arn:aws:ecr:*:${registryAccountId}:repository/nxloy-*`] },
    ],
  };
}

function distributions(scope: PermissionScope): (Statement | Unscoped)[] {
  const cdn = (kind: string) => `arn:aws:cloudfront::${scope.accountId}:${kind}`;
  return [
    {
      sid: 'CreateDistribution',
      actions: ['cloudfront:CreateDistribution'],
      resources: ['*'],
      conditions: tagging(scope),
      reason: 'a distribution has no ARN before it exists; the condition demands the tag of the environment',
    },
    {
      sid: 'TagNewDistribution',
      actions: ['cloudfront:TagResource'],
      resources: [cdn('distribution/*')],
      conditions: tagging(scope),
    },
    {
      sid: 'Distribution',
      actions: distributionActions,
      resources: [cdn('distribution/*')],
      conditions: tagged(scope),
    },
    {
      sid: 'CreateDistributionParts',
      actions: distributionParts.map((part) => `cloudfront:Create${part}`),
      resources: ['*'],
      reason: 'parts of a distribution have no ARN before they exist, and most know no tags',
    },
    {
      // Identified by AWS at random and without tags: no narrower pattern exists.
      sid: 'DistributionParts',
      actions: distributionPartActions,
      resources: [
        'origin-access-control/*',
        'cache-policy/*',
        'response-headers-policy/*',
        'origin-request-policy/*',
        `function/${scope.prefix}-*`,
      ].map(cdn),
    },
  ];
}

const firewall = ({ accountId, prefix }: PermissionScope): Statement => ({
  sid: 'Firewall',
  actions: firewallActions,
  resources: [
    ...['webacl', 'ipset', 'rulegroup', 'regexpatternset'].map(
      (kind) => `arn:aws:wafv2:*:${accountId}:global/${kind}/${prefix}-*/*`,
    ),
    // Rule groups of AWS, which every firewall that uses them names.
    `arn:aws:wafv2:*:${accountId}:global/managedruleset/*/*`,
  ],
});

const distributionActions = [
  'cloudfront:AssociateDistributionWebACL',
  'cloudfront:CreateInvalidation',
  'cloudfront:DeleteDistribution',
  'cloudfront:DisassociateDistributionWebACL',
  'cloudfront:TagResource',
  'cloudfront:UntagResource',
  'cloudfront:UpdateDistribution',
];

const distributionParts = [
  'OriginAccessControl',
  'CachePolicy',
  'ResponseHeadersPolicy',
  'OriginRequestPolicy',
  'Function',
];

const distributionPartActions = [
  ...distributionParts.flatMap((part) => [`cloudfront:Update${part}`, `cloudfront:Delete${part}`]),
  'cloudfront:PublishFunction',
];

const firewallActions = [
  'wafv2:AssociateWebACL',
  'wafv2:CreateIPSet',
  'wafv2:CreateRegexPatternSet',
  'wafv2:CreateRuleGroup',
  'wafv2:CreateWebACL',
  'wafv2:DeleteIPSet',
  'wafv2:DeleteLoggingConfiguration',
  'wafv2:DeleteRegexPatternSet',
  'wafv2:DeleteRuleGroup',
  'wafv2:DeleteWebACL',
  'wafv2:DisassociateWebACL',
  'wafv2:PutLoggingConfiguration',
  'wafv2:TagResource',
  'wafv2:UntagResource',
  'wafv2:UpdateIPSet',
  'wafv2:UpdateRegexPatternSet',
  'wafv2:UpdateRuleGroup',
  'wafv2:UpdateWebACL',
];

const certificateActions = [
  'acm:AddTagsToCertificate',
  'acm:DeleteCertificate',
  'acm:RemoveTagsFromCertificate',
  'acm:RenewCertificate',
  'acm:UpdateCertificateOptions',
];

/** Pushing is safe to allow: tags cannot be moved, and what runs is chosen by digest. */
const imageActions = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:CompleteLayerUpload',
  'ecr:GetDownloadUrlForLayer',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:UploadLayerPart',
];
