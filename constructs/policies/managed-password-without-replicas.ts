import { attributesOf, isOn, neighbours, refersTo } from './attributes';
import type { Policy } from './policy';

/**
 * A password that RDS manages rules out read replicas of PostgreSQL: the second one to be asked for fails half-way
 * through a deployment.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html#rds-secrets-manager-limitations
 */
export const managedPasswordWithoutReplicas: Policy = {
  id: 'managed-password-without-replicas',
  check(element) {
    if (element.terraformResourceType !== 'aws_db_instance') return [];
    const { manage_master_user_password: received, identifier } = attributesOf(element);
    if (!isOn(received)) return [];
    const replicated = neighbours(element, 'aws_db_instance').some((other) =>
      refersTo(attributesOf(other).replicate_source_db, element, identifier),
    );
    if (!replicated) return [];
    return [
      {
        attribute: 'manage_master_user_password',
        received,
        rule: 'RDS refuses read replicas of a database whose password it manages',
        mend: 'set passwordWo from a secret of your own, or drop the replicas',
      },
    ];
  },
};
