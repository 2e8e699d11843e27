import type { Catalogue } from './application-schema';
import { applicationsOf, hostNamed } from './environment-applications';
import { platform } from './platform';
import { knownSecrets } from './platform-secrets';
import { cores, mebibytes } from './quantities';
import { at, duplicates, type Problem, rule, type Rule } from './rule';

type Application = Catalogue[string];
type Named = readonly [name: string, application: Application];

const list = (names: readonly string[]): string => (names.length > 0 ? names.join(', ') : 'none');

const hasDigest = (image: string): boolean => /@sha256:[0-9a-f]{64}$/.test(image);

/** What is wrong with a reference of somebody else's image, as far as it can be seen without a registry. */
function literalImageProblem(image: string): string | undefined {
  const [, tag] = /:([^:/@]+)(@|$)/.exec(image) ?? [];
  if (hasDigest(image)) return undefined;
  if (image.includes('@')) return 'has half a digest: complete it to "@sha256:<64 hexadecimal digits>"';
  if (tag === undefined) return 'has no tag, which means "latest": add "@sha256:<digest>"';
  if (tag === 'latest')
    return 'is "latest", and nobody can say what that was yesterday: name a version, or "@sha256:<digest>"';
  return undefined;
}

/** Whether `image` names somebody else's, not a repository of the platform's registry. */
const isLiteral = (image: string): boolean => image.includes('/');

function imageProblems([name, { image }]: Named): (Problem | false)[] {
  const path = `${name}.image`;
  if (!isLiteral(image))
    return [
      !platform.images.includes(image) &&
        at(
          path,
          `"${image}" is no repository of the registry: add it to environments/platform.ts, or name one of ${list(platform.images)}`,
        ),
    ];
  const problem = literalImageProblem(image);
  return [problem !== undefined && at(path, `"${image}" ${problem}`)];
}

/** Hosts of an environment that lead to something else. */
const takenHosts = ['assets', 'zone'];

/** Plain values stand in plan, state and Helm's records, for everybody who may read those. */
const looksSecret = (variable: string, value: string): boolean =>
  (/(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY)$/.test(variable) && !/^(NEXT|EXPO)_PUBLIC_/.test(variable)) ||
  /:\/\/[^/@\s]*:[^/@\s]+@/.test(value);

function variableProblems([name, application]: Named): (Problem | false)[] {
  const { port, variables = {}, addresses = {}, services = {}, settings = {}, secrets = {} } = application;
  const sources = { variables, addresses, services, settings, secrets };
  const all = [
    ...(port?.variable ? [port.variable] : []),
    ...Object.values(sources).flatMap((source) => Object.keys(source)),
  ];
  return [
    ...duplicates(all).map((variable) => at(name, `"${variable}" is set in two places: remove one`)),
    ...Object.entries({ variables, settings }).flatMap(([source, values]) =>
      Object.entries(values)
        .filter(([variable, value]) => looksSecret(variable, value))
        .map(([variable]) =>
          at(
            `${name}.${source}.${variable}`,
            'looks secret (its value is not shown): put it into Secrets Manager, and name it under `secrets`',
          ),
        ),
    ),
  ];
}

const referenceProblems = (
  [name, { calls = [], host, port, metrics, probes, reaches = [], secrets = {}, services = {} }]: Named,
  catalogue: Catalogue,
) => [
  ...calls
    .filter((callee) => callee === name || catalogue[callee]?.port === undefined)
    .map((callee) =>
      at(
        `${name}.calls`,
        `"${callee}" is no application with a port: name one of ${list(Object.keys(catalogue).filter((other) => catalogue[other]!.port))}`,
      ),
    ),
  ...duplicates([...calls, ...reaches]).map((twice) => at(name, `"${twice}" is listed twice: remove one`)),
  ...(['host', 'metrics'] as const).map(
    (field) =>
      ({ host, metrics })[field] !== undefined &&
      port === undefined &&
      at(`${name}.${field}`, 'needs a port, but there is none: add `port`'),
  ),
  host !== undefined &&
    takenHosts.includes(host.name) &&
    at(`${name}.host.name`, `"${host.name}" leads to something else already: choose another`),
  ...Object.entries(services)
    .filter(([, service]) => !calls.includes(service))
    .map(([variable, service]) =>
      at(`${name}.services.${variable}`, `"${service}" is not among those that it calls: add it to \`calls\``),
    ),
  ...Object.entries(secrets)
    .map(([variable, reference]) => [variable, reference.replace('?', '')] as const)
    .filter(([, reference]) => !knownSecrets.includes(reference))
    .map(([variable, reference]) =>
      at(`${name}.secrets.${variable}`, `"${reference}" is in no Secret: name one of ${list(knownSecrets)}`),
    ),
  ...(host?.paths ?? [])
    .filter((path) => metrics?.startsWith(path))
    .map((path) =>
      at(`${name}.metrics`, `"${metrics}" lies below "${path}", which is public: make narrower paths public`),
    ),
  ...Object.entries(probes)
    .filter(([, probe]) => probe !== 'none' && port === undefined)
    .map(([probe, value]) =>
      at(`${name}.probes.${probe}`, `"${value}" asks a port, but there is none: add \`port\`, or say "none"`),
    ),
  probes.liveness !== 'none' &&
    probes.startup === 'none' &&
    at(`${name}.probes.startup`, '"none" lets liveness kill what is slow to start: ask the same as liveness'),
];

/** Ports and hosts are told apart by people and by tools on one machine: no two applications share one. */
function clashes(catalogue: Catalogue): Problem[] {
  const named = Object.entries(catalogue);
  const ports = named.flatMap(([name, { port }]) => (port ? [[String(port.number), name] as const] : []));
  const hosts = named.flatMap(([name, { host }]) => (host ? [[host.name, name] as const] : []));
  const sharing = (pairs: readonly (readonly [string, string])[], value: string): string =>
    list(pairs.filter(([other]) => other === value).map(([, name]) => name));
  return [
    ...duplicates(ports.map(([port]) => port)).map((port) =>
      at(
        `${sharing(ports, port).split(', ')[1]}.port.number`,
        `${port} is the port of ${sharing(ports, port)}: give each a port of its own`,
      ),
    ),
    ...duplicates(hosts.map(([host]) => host)).map((host) =>
      at(
        `${sharing(hosts, host).split(', ')[1]}.host.name`,
        `"${host}" leads to ${sharing(hosts, host)}: give each a host of its own`,
      ),
    ),
  ];
}

/** What is wrong with the catalogue itself, whatever an environment makes of it. Paths begin with the application. */
export const catalogueProblems = (catalogue: Catalogue): Problem[] => [
  ...Object.entries(catalogue)
    .flatMap((named) => [...imageProblems(named), ...variableProblems(named), ...referenceProblems(named, catalogue)])
    .filter((problem) => problem !== false),
  ...clashes(catalogue),
];

/** Whether somebody notices at once when no pod is there: a worker's jobs wait, and what does not run yet has no host. */
const isMissed = ({ port, host, size: { replicas } }: Application): boolean =>
  host !== undefined || (port !== undefined && replicas !== 0);

function replicaProblems([name, { size }]: Named, isStrict: boolean): (Problem | false)[] {
  const { replicas, minimumAvailable } = size;
  const path = `applications.${name}.size`;
  const minimum = typeof replicas === 'number' ? replicas : replicas.minimum;
  return [
    typeof replicas !== 'number' &&
      replicas.minimum > replicas.maximum &&
      at(`${path}.replicas.minimum`, `${replicas.minimum} is above the maximum ${replicas.maximum}: lower it`),
    typeof replicas !== 'number' &&
      !('queues' in replicas) &&
      replicas.cpu === undefined &&
      replicas.memory === undefined &&
      at(`${path}.replicas`, 'says how many, but not by what: add cpu or memory, or a single number'),
    minimumAvailable !== undefined &&
      minimumAvailable >= minimum &&
      at(
        `${path}.minimumAvailable`,
        `${minimumAvailable} leaves none of ${minimum} replicas to move, so that no node could be drained: lower it, or raise the replicas`,
      ),
    isStrict &&
      minimum < 2 &&
      at(
        `${path}.replicas`,
        `is ${minimum}, but protection is "prevent-destroy": 2 at least survive the loss of a node`,
      ),
  ];
}

function quantityProblems([name, { size }]: Named): (Problem | false)[] {
  const { requests, limits } = size;
  const path = `applications.${name}.size.limits`;
  return [
    mebibytes(limits.memory) < mebibytes(requests.memory) &&
      at(`${path}.memory`, `"${limits.memory}" is below the request "${requests.memory}": raise it`),
    limits.cpu !== undefined &&
      cores(limits.cpu) < cores(requests.cpu) &&
      at(`${path}.cpu`, `"${limits.cpu}" is below the request "${requests.cpu}": raise it`),
  ];
}

/** Rules about what an environment makes of the catalogue. */
export const applicationRules = (catalogue: Catalogue): readonly Rule[] => [
  rule(['applications'], ({ applications }) =>
    Object.keys(applications)
      .filter((name) => catalogue[name] === undefined)
      .map((name) =>
        at(
          `applications.${name}`,
          `is no application: add it to environments/applications.ts, or name one of ${list(Object.keys(catalogue))}`,
        ),
      ),
  ),

  rule(['applications', 'worker', 'protection'], (environment) =>
    Object.entries(applicationsOf(environment, catalogue)).flatMap((named) => [
      ...replicaProblems(named, environment.protection === 'prevent-destroy' && isMissed(named[1])),
      ...quantityProblems(named),
    ]),
  ),

  rule(['applications', 'worker', 'protection'], (environment) =>
    Object.entries(applicationsOf(environment, catalogue)).map(
      ([name, { image }]) =>
        environment.protection !== 'none' &&
        isLiteral(image) &&
        !hasDigest(image) &&
        at(
          `applications.${name}.image`,
          `"${image}" names no digest, but protection is "${environment.protection}": add "@sha256:<digest>", a tag can be moved`,
        ),
    ),
  ),

  rule(['applications', 'worker', 'hosts'], (environment) => {
    const applications = Object.entries(applicationsOf(environment, catalogue));
    const names = applications.flatMap(([, { host }]) => (host ? [host.name] : []));
    return [
      ...names
        .filter((name) => !(name in environment.hosts))
        .map((name) => hostNamed(environment, name))
        .filter((host) => Object.values(environment.hosts).includes(host))
        .map((host) => at('hosts', `"${host}" would lead to two applications: give each a host of its own`)),
      ...applications.flatMap(([name, { addresses = {} }]) =>
        Object.entries(addresses)
          .filter(([, host]) => !names.includes(host))
          .map(([variable, host]) =>
            at(
              `applications.${name}.addresses.${variable}`,
              `"${host}" is no application's host: name one of ${list(names)}`,
            ),
          ),
      ),
    ];
  }),
];
