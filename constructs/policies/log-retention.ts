import { attributesOf } from './attributes';
import type { Policy } from './policy';

/** Logs end some day: kept for ever they cost for ever, and hold personal data longer than anyone may. */
export const logRetention: Policy = {
  id: 'log-retention',
  check(element) {
    if (element.terraformResourceType !== 'aws_cloudwatch_log_group') return [];
    const received = attributesOf(element).retention_in_days;
    // CloudWatch reads 0 as "never expire".
    if (typeof received === 'number' && received !== 0) return [];
    return [
      {
        attribute: 'retention_in_days',
        received,
        rule: 'logs are kept for a limited time',
        mend: "set retentionInDays, such as the environment's logRetentionDays",
      },
    ];
  },
};
