import { attributesOf, isOff } from './attributes';
import type { Policy } from './policy';

const databases = ['aws_db_instance', 'aws_rds_cluster_instance'];

/** Databases have no public address: only what is inside the network can even try. */
export const databaseNotPublic: Policy = {
  id: 'database-not-public',
  check(element) {
    if (!databases.includes(element.terraformResourceType)) return [];
    const received = attributesOf(element).publicly_accessible;
    if (received === undefined || isOff(received)) return [];
    return [
      {
        attribute: 'publicly_accessible',
        received,
        rule: 'a database has no public address',
        mend: 'set publiclyAccessible to false',
      },
    ];
  },
};
