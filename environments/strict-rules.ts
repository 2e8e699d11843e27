import { Netmask } from 'netmask';
import { at, type Problem, rule, type Rule } from './rule';
import type { Environment } from './schema';

const strict = <K extends keyof Environment>(
  reads: readonly K[],
  check: (environment: Pick<Environment, K>) => readonly (Problem | false)[],
): Rule =>
  rule(['protection', ...reads], (environment: Pick<Environment, K | 'protection'>) =>
    environment.protection === 'prevent-destroy' ? check(environment) : [],
  );

/** Rules for environments whose loss customers would feel. */
export const strictRules: readonly Rule[] = [
  strict(['cluster'], ({ cluster }) =>
    cluster.publicAccessCidrs.map(
      (cidr) =>
        new Netmask(cidr).bitmask === 0 &&
        at(
          'cluster.publicAccessCidrs',
          `"${cidr}" opens the API to everyone: list the addresses that need it, or none`,
        ),
    ),
  ),
  strict(['database'], ({ database }) => [
    !database.multiAz &&
      at(
        'database.multiAz',
        'is false, but protection is "prevent-destroy": set it to true, or a zone takes the data along',
      ),
  ]),
  strict(['cache'], ({ cache }) => [
    cache.nodes < 2 &&
      at('cache.nodes', `is ${cache.nodes}, but protection is "prevent-destroy": queues need 2 nodes for failover`),
  ]),
  strict(['network'], ({ network }) => [
    network.natGateways === 'single' &&
      at(
        'network.natGateways',
        'is "single", but protection is "prevent-destroy": use "per-zone", or one zone takes all egress along',
      ),
  ]),
];
