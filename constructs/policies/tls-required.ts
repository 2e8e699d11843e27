import { type Attributes, attributesOf, blocks, isOn } from './attributes';
import type { Policy, Violation } from './policy';

function cacheViolations(attributes: Attributes): readonly Violation[] {
  const rule = 'connections to the cache are encrypted';
  if (!isOn(attributes.transit_encryption_enabled))
    return [
      {
        attribute: 'transit_encryption_enabled',
        received: attributes.transit_encryption_enabled,
        rule,
        mend: 'set transitEncryptionEnabled to true',
      },
    ];
  // "preferred" still accepts connections in the clear.
  if (attributes.transit_encryption_mode !== 'preferred') return [];
  return [
    {
      attribute: 'transit_encryption_mode',
      received: 'preferred',
      rule,
      mend: "set transitEncryptionMode to 'required'",
    },
  ];
}

function parameterGroupViolations(attributes: Attributes): readonly Violation[] {
  if (!String(attributes.family).startsWith('postgres')) return [];
  const forced = blocks(attributes.parameter).find(({ name }) => name === 'rds.force_ssl')?.value;
  if (String(forced) === '1') return [];
  return [
    {
      attribute: 'parameter (rds.force_ssl)',
      received: forced,
      rule: 'PostgreSQL refuses connections in the clear',
      mend: 'add the parameter rds.force_ssl with value 1',
    },
  ];
}

function databaseViolations(attributes: Attributes): readonly Violation[] {
  // A replica takes its source's parameter group.
  if (attributes.replicate_source_db !== undefined || attributes.parameter_group_name !== undefined) return [];
  return [
    {
      attribute: 'parameter_group_name',
      rule: 'a parameter group of our own forces TLS: the default one may change under us',
      mend: 'set parameterGroupName to a group with rds.force_ssl',
    },
  ];
}

const checks: Readonly<Record<string, (attributes: Attributes) => readonly Violation[]>> = {
  aws_elasticache_replication_group: cacheViolations,
  aws_db_parameter_group: parameterGroupViolations,
  aws_rds_cluster_parameter_group: parameterGroupViolations,
  aws_db_instance: databaseViolations,
};

/** Data stores refuse connections in the clear. */
export const tlsRequired: Policy = {
  id: 'tls-required',
  check: (element) => checks[element.terraformResourceType]?.(attributesOf(element)) ?? [],
};
