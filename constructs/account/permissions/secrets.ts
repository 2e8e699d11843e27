import { releaseParameterName } from '../names';
import { type Family, type PermissionScope, tagged, tagging } from './scope';

/** Keys, the database's master secret, and the record of releases. What people set is neither read nor written. */
export function secretsPermissions(scope: PermissionScope): Family {
  const { accountId, environment, prefix } = scope;
  const keys = [`arn:aws:kms:*:${accountId}:key/*`];
  const aliases = ['', '-*'].map((end) => `arn:aws:kms:*:${accountId}:alias/${prefix}${end}`);
  const aliasActions = ['kms:CreateAlias', 'kms:DeleteAlias', 'kms:UpdateAlias'];
  return {
    name: 'secrets',
    statements: [
      {
        sid: 'CreateKey',
        actions: ['kms:CreateKey', 'kms:TagResource'],
        resources: ['*'],
        conditions: tagging(scope),
        reason: 'a key has no ARN before it exists; the condition demands the tag of the environment',
      },
      { sid: 'Keys', actions: [...keyActions, ...aliasActions], resources: keys, conditions: tagged(scope) },
      { sid: 'Aliases', actions: aliasActions, resources: aliases },
      {
        sid: 'ServicesUseKeys',
        actions: ['kms:CreateGrant'],
        resources: keys,
        conditions: { ...tagged(scope), Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
      {
        sid: 'UseKeysThroughServices',
        actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'],
        resources: keys,
        conditions: { ...tagged(scope), StringLike: { 'kms:ViaService': through } },
      },
      {
        sid: 'MasterSecret',
        actions: masterSecretActions,
        resources: [`arn:aws:secretsmanager:*:${accountId}:secret:nxloy/${environment}/database-master-*`],
      },
      {
        sid: 'RecordRelease',
        actions: ['ssm:GetParameterHistory', 'ssm:LabelParameterVersion', 'ssm:PutParameter'],
        resources: [`arn:aws:ssm:*:${accountId}:parameter${releaseParameterName(environment)}`],
      },
    ],
  };
}

const through = ['backup', 'elasticache', 'rds', 'secretsmanager'].map((service) => `${service}.*.amazonaws.com`);

const keyActions = [
  'kms:CancelKeyDeletion',
  'kms:DisableKeyRotation',
  'kms:EnableKeyRotation',
  'kms:PutKeyPolicy',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateKeyDescription',
];

const masterSecretActions = [
  'secretsmanager:CreateSecret',
  'secretsmanager:DeleteResourcePolicy',
  'secretsmanager:DeleteSecret',
  'secretsmanager:PutResourcePolicy',
  'secretsmanager:PutSecretValue',
  'secretsmanager:RestoreSecret',
  'secretsmanager:TagResource',
  'secretsmanager:UntagResource',
  'secretsmanager:UpdateSecret',
  'secretsmanager:UpdateSecretVersionStage',
];
