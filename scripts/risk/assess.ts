import { bucketSafety } from './bucket-safety';
import { changesOf, type PlanJson } from './change';
import { clusterAccess } from './cluster-access';
import { dataLoss } from './data-loss';
import { databaseInterruption } from './database-interruption';
import { encryptionKey } from './encryption-key';
import { iamBroadening } from './iam-broadening';
import { networkReplacement } from './network-replacement';
import { openToTheWorld } from './open-to-the-world';
import { protectionOff } from './protection-off';
import type { Risk, Rule } from './rule';

/** Every rule, the worst that can happen first. */
const rules: readonly Rule[] = [
  dataLoss,
  encryptionKey,
  protectionOff,
  bucketSafety,
  openToTheWorld,
  iamBroadening,
  clusterAccess,
  networkReplacement,
  databaseInterruption,
];

/** Everything in a plan that deserves a second look. */
export const assess = (plan: PlanJson): Risk[] =>
  rules.flatMap((rule) =>
    changesOf(plan)
      .filter((change) => rule.types?.includes(change.type) ?? true)
      .flatMap((change) =>
        rule.assess(change).map((message) => ({ rule: rule.name, address: change.address, message })),
      ),
  );
