import type { Statement } from '../identity/policy-document';

const use = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'];

/** Limits a grant to what AWS needs to attach a volume. */
const forAwsResources = { Bool: { 'kms:GrantIsForAWSResource': 'true' } };

/**
 * Key policy that lets EC2 Auto Scaling start nodes with encrypted volumes; without it every launch fails.
 * The principal is matched by a condition, because KMS refuses a policy that names a role which does not exist, and
 * a new account gets this one only with its first Auto Scaling group.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
 */
export function autoScalingMayUse(accountId: string): Statement[] {
  const role = `arn:aws:iam::${accountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
  const onlyAutoScaling = { StringEquals: { 'kms:CallerAccount': accountId }, ArnEquals: { 'aws:PrincipalArn': role } };
  return [
    {
      sid: 'AutoScalingUses',
      principals: { AWS: '*' },
      actions: use,
      resources: ['*'],
      conditions: onlyAutoScaling,
    },
    {
      sid: 'AutoScalingAttaches',
      principals: { AWS: '*' },
      actions: ['kms:CreateGrant'],
      resources: ['*'],
      conditions: { ...onlyAutoScaling, ...forAwsResources },
    },
  ];
}

/**
 * What the EBS driver needs, besides AWS's own policy, to make volumes that are encrypted with the key.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html
 */
export const volumesMayUse = (keyArn: string): Statement[] => [
  { sid: 'EncryptVolumes', actions: use, resources: [keyArn] },
  {
    sid: 'AttachVolumes',
    actions: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
    resources: [keyArn],
    conditions: forAwsResources,
  },
];
