import { planExitCode } from '../../scripts/plan';
import type { Plan } from '../../scripts/terraform/planning';

const plan = (part: Partial<Plan>): Plan => ({
  empty: false,
  changes: [],
  risks: [],
  metadata: {} as Plan['metadata'],
  ...part,
});
const risk = { rule: 'data-loss', address: 'aws_db_instance.x', message: 'is deleted' };

test('the exit code tells nothing to do, changes, and risky changes apart', () => {
  expect(planExitCode(plan({ empty: true }))).toBe(0);
  expect(planExitCode(plan({}))).toBe(2);
  expect(planExitCode(plan({ risks: [risk] }))).toBe(3);
});
