import { type Confirmation, declined } from './confirm';
import { UserError } from './errors';
import type { Risk } from './risk/rule';
import type { Target } from './target';
import type { Plan } from './terraform/planning';

/** How a plan was agreed to beforehand, where no one is there to ask. */
export interface Approval {
  /** Digest of the plan that may be applied without asking. @default - asks */
  readonly yes?: string;
  /** Whether the plan may lose data. @default false */
  readonly acceptDataLoss?: boolean;
}

const lossRules = ['data-loss', 'encryption-key'];

/** Risks of a plan that no later plan makes good, where there is data that must be kept. */
const losses = ({ environment }: Target, { risks }: Pick<Plan, 'risks'>): readonly Risk[] =>
  environment.protection === 'none' ? [] : risks.filter(({ rule }) => lossRules.includes(rule));

function refuseLosses(target: Target, lost: readonly Risk[], { yes, acceptDataLoss }: Approval): void {
  if (lost.length === 0 || acceptDataLoss) return;
  throw new UserError({
    thing: `plan of ${target.stack}`,
    rule: `would lose data for good: ${lost.map(({ address, message }) => `${address} ${message}`).join('; ')}`,
    mend: `if that is really meant: infra deploy ${target.environment.name} --yes ${yes} --accept-data-loss`,
  });
}

/**
 * Makes sure that somebody agreed to a plan: by its digest, or on the terminal, where data can only be lost by typing the
 * environment's name.
 *
 * @throws UserError when nobody did
 */
export async function askConsent(
  target: Target,
  plan: Pick<Plan, 'risks'>,
  approval: Approval,
  confirmation: Confirmation,
): Promise<void> {
  const { name } = target.environment;
  const lost = losses(target, plan);
  if (approval.yes) return refuseLosses(target, lost, approval);
  const agreed =
    lost.length > 0
      ? await confirmation.type(`This loses data for good. Type the environment's name to go on (${name}):`, name)
      : await confirmation.agree(`Apply this to ${target.stack}?`);
  if (!agreed) throw declined(`deployment of ${target.stack}`);
}
