import { BackupVault } from '@cdktf/provider-aws/lib/backup-vault';
import { Cloudtrail } from '@cdktf/provider-aws/lib/cloudtrail';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { EbsVolume } from '@cdktf/provider-aws/lib/ebs-volume';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster';
import { ElasticacheReplicationGroup } from '@cdktf/provider-aws/lib/elasticache-replication-group';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketServerSideEncryptionConfigurationA as Encryption } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import type { TerraformStack } from 'cdktf';
import { storageEncrypted } from '../../../constructs/policies/storage-encrypted';
import { violated } from '../../support/policies';

const key = 'arn:aws:kms:eu-central-1:123456789012:key/k';
const instanceClass = 'db.t4g.micro';
const cache = { description: 'd', replicationGroupId: 'r' };
const cluster = { name: 'c', roleArn: 'r', vpcConfig: { subnetIds: [] } };
const volume = (encrypted?: string) => ({ deviceName: '/dev/xvda', ebs: { encrypted } });

type Build = (stack: TerraformStack) => void;

const compliant: readonly (readonly [string, Build])[] = [
  ['database', (s) => new DbInstance(s, 'R', { instanceClass, storageEncrypted: true, kmsKeyId: key })],
  [
    'replica in another region',
    (s) => new DbInstance(s, 'R', { instanceClass, replicateSourceDb: 'arn', kmsKeyId: key }),
  ],
  [
    'cache',
    (s) => new ElasticacheReplicationGroup(s, 'R', { ...cache, atRestEncryptionEnabled: 'true', kmsKeyId: key }),
  ],
  ['launch template', (s) => new LaunchTemplate(s, 'R', { blockDeviceMappings: [volume('true')] })],
  ['volume', (s) => new EbsVolume(s, 'R', { availabilityZone: 'a', encrypted: true })],
  ['table', (s) => new DynamodbTable(s, 'R', { name: 't', serverSideEncryption: { enabled: true } })],
  ['topic', (s) => new SnsTopic(s, 'R', { kmsMasterKeyId: key })],
  ['log group', (s) => new CloudwatchLogGroup(s, 'R', { kmsKeyId: key })],
  ['repository', (s) => new EcrRepository(s, 'R', { name: 'r', encryptionConfiguration: [{ encryptionType: 'KMS' }] })],
  ['secret', (s) => new SecretsmanagerSecret(s, 'R', { kmsKeyId: key })],
  ['vault', (s) => new BackupVault(s, 'R', { name: 'v', kmsKeyArn: key })],
  ['trail', (s) => new Cloudtrail(s, 'R', { name: 't', s3BucketName: 'b', kmsKeyId: key })],
  [
    'cluster',
    (s) =>
      new EksCluster(s, 'R', { ...cluster, encryptionConfig: { provider: { keyArn: key }, resources: ['secrets'] } }),
  ],
];

test.each(compliant)('an encrypted %s passes', (_, build) => {
  expect(violated(storageEncrypted, build)).toEqual([]);
});

const broken: readonly (readonly [string, Build, readonly string[]])[] = [
  ['database', (s) => new DbInstance(s, 'R', { instanceClass }), ['storage_encrypted', 'kms_key_id']],
  ['replica', (s) => new DbInstance(s, 'R', { instanceClass, replicateSourceDb: 'arn' }), ['kms_key_id']],
  ['cache', (s) => new ElasticacheReplicationGroup(s, 'R', cache), ['at_rest_encryption_enabled', 'kms_key_id']],
  [
    'second volume of a launch template',
    (s) => new LaunchTemplate(s, 'R', { blockDeviceMappings: [volume('true'), volume()] }),
    ['block_device_mappings.ebs.encrypted'],
  ],
  ['launch template that lists none', (s) => new LaunchTemplate(s, 'R', {}), ['block_device_mappings.ebs.encrypted']],
  ['volume', (s) => new EbsVolume(s, 'R', { availabilityZone: 'a' }), ['encrypted']],
  ['table', (s) => new DynamodbTable(s, 'R', { name: 't' }), ['server_side_encryption.enabled']],
  ['topic', (s) => new SnsTopic(s, 'R', {}), ['kms_master_key_id']],
  ['log group', (s) => new CloudwatchLogGroup(s, 'R', {}), ['kms_key_id']],
  ['repository', (s) => new EcrRepository(s, 'R', { name: 'r' }), ['encryption_configuration.encryption_type']],
  ['secret', (s) => new SecretsmanagerSecret(s, 'R', {}), ['kms_key_id']],
  ['vault', (s) => new BackupVault(s, 'R', { name: 'v' }), ['kms_key_arn']],
  ['trail', (s) => new Cloudtrail(s, 'R', { name: 't', s3BucketName: 'b' }), ['kms_key_id']],
  ['cluster', (s) => new EksCluster(s, 'R', cluster), ['encryption_config.provider']],
];

test.each(broken)('an unencrypted %s fails', (_, build, attributes) => {
  expect(violated(storageEncrypted, build)).toEqual(attributes);
});

test('each bucket needs an encryption configuration of its own', () => {
  const rule = [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key } }];
  expect(
    violated(storageEncrypted, (stack) => {
      new Encryption(stack, 'E', { bucket: new S3Bucket(stack, 'Encrypted', {}).id, rule });
      new S3Bucket(stack, 'EncryptedNot', {});
    }),
  ).toEqual(['aws_s3_bucket_server_side_encryption_configuration']);
});
