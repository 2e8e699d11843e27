import { boundaryPermissions } from './boundary';
import { clusterPermissions } from './cluster';
import { databasePermissions } from './database';
import { deliveryPermissions } from './delivery';
import { identityPermissions } from './identity';
import { networkPermissions } from './network';
import { observabilityPermissions } from './observability';
import { readPermissions } from './reads';
import type { Family, PermissionScope, Unscoped } from './scope';
import { secretsPermissions } from './secrets';
import { storagePermissions } from './storage';

/** What only the deploy role may, a managed policy each. */
export const deployFamilies = (scope: PermissionScope): readonly Family[] =>
  [
    networkPermissions,
    clusterPermissions,
    databasePermissions,
    storagePermissions,
    deliveryPermissions,
    observabilityPermissions,
    identityPermissions,
    secretsPermissions,
  ].map((permissions) => permissions(scope));

/** A statement that says `*` for its resource, and the construct below `EnvironmentAccess` whose policy holds it. */
export interface UnscopedStatement {
  readonly construct: string;
  readonly sid: string;
  readonly reason: string;
}

const unscoped = (construct: string, { statements }: Family): UnscopedStatement[] =>
  statements
    .filter((statement): statement is Unscoped => 'reason' in statement)
    .map(({ sid, reason }) => ({ construct, sid, reason }));

/** Every statement that AWS does not let us limit to resources, with the reason. */
export const unscopedStatements = (scope: PermissionScope): readonly UnscopedStatement[] => [
  ...unscoped('Boundary', boundaryPermissions(scope)),
  ...unscoped('Read', readPermissions(scope)),
  ...deployFamilies(scope).flatMap((family) => unscoped(`Deploy-${family.name}`, family)),
];
