import type { Catalogue } from './application-schema';
import { applications as shippedCatalogue } from './applications';
import type { Environment } from './schema';

type Application = Catalogue[string];

/** What of an environment decides about its applications. */
type Deciding = Pick<Environment, 'applications' | 'worker'>;

/** The one application that only some environments have. */
const worker = 'worker';

/** The catalogue's entries as an environment has them: its own sizes and settings laid over. */
export const applicationsOf = (
  { applications, worker: { mode } }: Deciding,
  catalogue: Catalogue = shippedCatalogue,
): Readonly<Record<string, Application>> =>
  Object.fromEntries(
    Object.entries(catalogue)
      .filter(([name]) => name !== worker || mode === 'separate')
      .map(([name, application]) => {
        const { size, settings } = applications[name] ?? {};
        return [
          name,
          {
            ...application,
            size: { ...application.size, ...size },
            settings: settings ? { ...application.settings, ...settings } : application.settings,
          },
        ];
      }),
  );

/** The full name of one of an environment's hosts; those that its data file does not name lie directly below its zone. */
export const hostNamed = ({ hosts }: Pick<Environment, 'hosts'>, name: string): string => {
  const named = (hosts as Readonly<Record<string, string | undefined>>)[name];
  return name !== 'zone' && named !== undefined ? named : `${name}.${hosts.zone}`;
};

/** Every host that leads to an application. */
export const publicHosts = (environment: Deciding & Pick<Environment, 'hosts'>): string[] =>
  Object.values(applicationsOf(environment)).flatMap(({ host }) => (host ? [hostNamed(environment, host.name)] : []));
