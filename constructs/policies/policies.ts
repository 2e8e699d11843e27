import type { Protection } from '../protection';
import { bucketNotPublic } from './bucket-not-public';
import { clusterEndpointNotOpen } from './cluster-endpoint-not-open';
import { databaseNotPublic } from './database-not-public';
import { deletionProtection } from './deletion-protection';
import { imdsv2Required } from './imdsv2-required';
import { logRetention } from './log-retention';
import { managedPasswordWithoutReplicas } from './managed-password-without-replicas';
import { noWildcardIam } from './no-wildcard-iam';
import type { Policy } from './policy';
import { requiredTagsPolicy } from './required-tags';
import { securityGroupNotOpen } from './security-group-not-open';
import { storageEncrypted } from './storage-encrypted';
import { tlsRequired } from './tls-required';

/** Every policy, in the order in which violations are listed for a resource. */
export const policies = (protection: Protection): readonly Policy[] => [
  databaseNotPublic,
  securityGroupNotOpen,
  clusterEndpointNotOpen,
  bucketNotPublic,
  storageEncrypted,
  tlsRequired,
  noWildcardIam,
  imdsv2Required,
  managedPasswordWithoutReplicas,
  deletionProtection(protection),
  logRetention,
  requiredTagsPolicy,
];
