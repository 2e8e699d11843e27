import { type Check, fail, type Finding, ok, warn } from './check';
import { kubernetesSupport, postgresqlSupport, type SupportDates } from './support-dates';

/** Time enough to plan an upgrade. */
const noticeDays = 120;
const day = 24 * 60 * 60_000;

/** How much longer `version` is supported. */
export function supportOf(product: string, version: string, dates: SupportDates, now: Date): Finding {
  const end = dates[version];
  const mend = `raise its version in environments/, one step at a time, starting with dev; dates: scripts/checks/support-dates.ts`;
  if (end === undefined)
    return warn(
      `${product} ${version}: its end of support is not known here`,
      'add its date to scripts/checks/support-dates.ts',
    );
  const days = Math.floor((Date.parse(end) - now.getTime()) / day);
  if (days < 0) return fail(`${product} ${version} is out of standard support since ${end}, and costs extra`, mend);
  return days < noticeDays
    ? warn(`${product} ${version} leaves standard support on ${end}, in ${days} days`, mend)
    : ok(`${product} ${version} is supported until ${end}`);
}

export const versionSupport: Check = {
  name: 'support',
  run: async ({ environment, now }) => [
    supportOf('Kubernetes', environment.cluster.version, kubernetesSupport, now),
    supportOf('PostgreSQL', environment.database.version, postgresqlSupport, now),
  ],
};
