import { type Attributes, attributesOf, blocks, isOn, neighbours, refersTo } from './attributes';
import type { Checked, Policy, Violation } from './policy';

type Check = (attributes: Attributes, element: Checked) => readonly Violation[];

const rule = 'data at rest is encrypted';

const unless = (met: boolean, attribute: string, received: unknown, mend: string): readonly Violation[] =>
  met ? [] : [{ attribute, received, rule, mend }];

/** A key of our own is named: access to the data can then be given and taken by the key's policy. */
const keyed =
  (attribute: string): Check =>
  (attributes) =>
    unless(!!attributes[attribute], attribute, attributes[attribute], 'name a KMS key of our own');

const switchedOn =
  (attribute: string): Check =>
  (attributes) =>
    unless(isOn(attributes[attribute]), attribute, attributes[attribute], 'set it to true');

const both =
  (...checks: readonly Check[]): Check =>
  (attributes, element) =>
    checks.flatMap((check) => check(attributes, element));

/** A replica in its source's region takes that one's encryption; elsewhere it needs a key of that region. */
const database: Check = (attributes, element) => {
  if (attributes.replicate_source_db === undefined)
    return both(switchedOn('storage_encrypted'), keyed('kms_key_id'))(attributes, element);
  const met = isOn(attributes.storage_encrypted) || !!attributes.kms_key_id;
  return unless(met, 'kms_key_id', attributes.kms_key_id, "name the KMS key of the replica's region");
};

const bucket: Check = ({ bucket: name }, element) => {
  const type = 'aws_s3_bucket_server_side_encryption_configuration';
  const met = neighbours(element, type).some((other) => refersTo(attributesOf(other).bucket, element, name));
  return unless(met, type, undefined, 'add one for the bucket');
};

/** Volumes that a template does not list follow the account's default, which is not this project's to rely on. */
const launchTemplate: Check = ({ block_device_mappings: mappings }) => {
  const volumes = blocks(mappings).flatMap(({ ebs }) => blocks(ebs));
  const met = volumes.length > 0 && volumes.every(({ encrypted }) => isOn(encrypted));
  const received = volumes.map(({ encrypted }) => encrypted);
  return unless(
    met,
    'block_device_mappings.ebs.encrypted',
    received,
    'list the root volume, each volume with encrypted true',
  );
};

const block =
  (name: string, attribute: string, accepted: (value: unknown) => boolean, mend: string): Check =>
  (attributes) => {
    const received = blocks(attributes[name])[0]?.[attribute];
    return unless(accepted(received), `${name}.${attribute}`, received, mend);
  };

const checks: Readonly<Record<string, Check>> = {
  aws_db_instance: database,
  aws_rds_cluster: both(switchedOn('storage_encrypted'), keyed('kms_key_id')),
  aws_elasticache_replication_group: both(switchedOn('at_rest_encryption_enabled'), keyed('kms_key_id')),
  aws_s3_bucket: bucket,
  aws_launch_template: launchTemplate,
  aws_ebs_volume: switchedOn('encrypted'),
  aws_efs_file_system: switchedOn('encrypted'),
  aws_dynamodb_table: block('server_side_encryption', 'enabled', isOn, 'set it to true'),
  aws_sns_topic: keyed('kms_master_key_id'),
  aws_sqs_queue: keyed('kms_master_key_id'),
  aws_cloudwatch_log_group: keyed('kms_key_id'),
  aws_ecr_repository: block('encryption_configuration', 'encryption_type', (type) => type === 'KMS', "set it to 'KMS'"),
  aws_secretsmanager_secret: keyed('kms_key_id'),
  aws_backup_vault: keyed('kms_key_arn'),
  aws_cloudtrail: keyed('kms_key_id'),
  aws_eks_cluster: block('encryption_config', 'provider', (provider) => !!provider, 'encrypt secrets with a KMS key'),
};

/** Everything that keeps data keeps it encrypted. */
export const storageEncrypted: Policy = {
  id: 'storage-encrypted',
  check: (element) => checks[element.terraformResourceType]?.(attributesOf(element), element) ?? [],
};
