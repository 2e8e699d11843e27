import { isProtected, type Protection } from '../protection';
import { type Attributes, attributesOf, blocks, isOn } from './attributes';
import type { Policy, Violation } from './policy';

/** Switches by which AWS refuses to delete something. */
const switches: Readonly<Record<string, string>> = {
  aws_db_instance: 'deletion_protection',
  aws_rds_cluster: 'deletion_protection',
  aws_dynamodb_table: 'deletion_protection_enabled',
  aws_lb: 'enable_deletion_protection',
};

/** What holds data, or the only key to it. */
const stateful = [
  'aws_db_instance',
  'aws_rds_cluster',
  'aws_dynamodb_table',
  'aws_s3_bucket',
  'aws_elasticache_replication_group',
  'aws_backup_vault',
  'aws_kms_key',
];

function switchViolations(type: string, attributes: Attributes): readonly Violation[] {
  const attribute = switches[type];
  if (attribute === undefined || isOn(attributes[attribute])) return [];
  return [
    {
      attribute,
      received: attributes[attribute],
      rule: 'AWS refuses to delete it in a protected environment',
      mend: 'set it to true',
    },
  ];
}

function destructionViolations(type: string, attributes: Attributes): readonly Violation[] {
  if (!stateful.includes(type)) return [];
  const guarded = blocks(attributes.lifecycle).some(({ prevent_destroy }) => isOn(prevent_destroy));
  const unguarded: Violation = {
    attribute: 'lifecycle.prevent_destroy',
    rule: 'Terraform refuses plans that destroy data here',
    mend: 'call guardAgainstDestroy(resource, protection)',
  };
  const snapshotless: Violation = {
    attribute: 'skip_final_snapshot',
    received: attributes.skip_final_snapshot,
    rule: 'a database leaves a final snapshot',
    mend: 'set skipFinalSnapshot to false',
  };
  return [...(guarded ? [] : [unguarded]), ...(isOn(attributes.skip_final_snapshot) ? [snapshotless] : [])];
}

/** What is stateful is as hard to destroy as `protection` says. Replicas are not: their source holds the data. */
export const deletionProtection = (protection: Protection): Policy => ({
  id: 'deletion-protection',
  check(element) {
    const type = element.terraformResourceType;
    if (!isProtected(protection) || !(type in switches || stateful.includes(type))) return [];
    const attributes = attributesOf(element);
    if (attributes.replicate_source_db !== undefined) return [];
    return [
      ...switchViolations(type, attributes),
      ...(protection === 'prevent-destroy' ? destructionViolations(type, attributes) : []),
    ];
  },
});
