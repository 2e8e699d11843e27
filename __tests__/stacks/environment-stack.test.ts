import { Testing } from 'cdktf';
import { globalServicesRegion } from '../../constructs/providers/global-region';
import { environments, validateEnvironments } from '../../environments';
import { prod } from '../../environments/prod';
import { BootstrapStack } from '../../stacks/bootstrap-stack';
import { stackCatalog } from '../../stacks/catalog';
import { shipped, shippedEnvironment, synthesizeEnvironment } from '../support/stacks';
import { type Synthesized, synthesizeStack } from '../support/synth';

const synthesized: Record<string, Synthesized> = Object.fromEntries(
  shipped.map((environment) => [environment.name, synthesizeEnvironment(environment)]),
);

test.each(Object.keys(synthesized))('%s synthesizes to what was reviewed', (name) => {
  expect(synthesized[name]!.json).toMatchSnapshot();
});

test('synthesizing twice gives the same bytes', () => {
  expect(JSON.stringify(synthesizeEnvironment(shippedEnvironment('prod')).json)).toBe(
    JSON.stringify(synthesized.prod!.json),
  );
});

describe('staging mirrors prod', () => {
  /** Types that only prod has, and why staging may go without. */
  const onlyInProd: Record<string, string> = {
    aws_wafv2_web_acl: 'the firewall guards public traffic; managed rules cost the same in staging and see none',
    aws_wafv2_web_acl_logging_configuration: 'comes with the firewall',
    aws_db_instance_automated_backups_replication: 'staging holds no data that a lost region would take along',
  };
  const typesOf = (name: string): string[] => Object.keys(synthesized[name]!.types);

  test('prod has no other type than staging, save those with a reason', () => {
    const missing = typesOf('prod').filter((type) => !typesOf('staging').includes(type));
    expect(missing.sort()).toEqual(Object.keys(onlyInProd).sort());
  });

  test('staging has no type that prod lacks', () => {
    expect(typesOf('staging').filter((type) => !typesOf('prod').includes(type))).toEqual([]);
  });
});

describe('another environment in another region', () => {
  const prodEu = {
    ...prod,
    name: 'prod-eu',
    account: { id: '111122223333', alias: 'nxloy-eu' },
    region: 'eu-central-1',
    backupRegion: 'eu-west-1',
    network: { ...prod.network, cidr: '10.50.0.0/16', zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'] },
    hosts: {
      zone: 'eu.nxloy.com',
      web: 'app.eu.nxloy.com',
      api: 'api.eu.nxloy.com',
      mobileWeb: 'm.eu.nxloy.com',
      assets: 'assets.eu.nxloy.com',
    },
  };
  const all = validateEnvironments([...environments, prodEu]);
  const environment = all.at(-1)!;
  const eu = synthesizeEnvironment(environment);
  const bootstrap = synthesizeStack(
    new BootstrapStack(Testing.app(), 'bootstrap-nxloy-eu', {
      account: environment.account,
      environments: [environment],
    }),
  );

  /** Resources on the alias for AWS's global services, and that provider itself, may name its region. */
  const withoutGlobalServices = ({ provider, resource, ...rest }: Synthesized['json']): unknown => ({
    ...rest,
    provider: provider.aws.filter(({ alias }: { alias?: string }) => alias !== 'global'),
    resource: Object.values(resource as Record<string, Record<string, { provider?: string }>>).map((byId) =>
      Object.values(byId).filter((attributes) => attributes.provider !== 'aws.global'),
    ),
  });

  test('names no region of the first one', () => {
    // Images come from the one registry that the platform has.
    const elsewhere = JSON.stringify(withoutGlobalServices(eu.json)).replaceAll(/\d+\.dkr\.ecr\.[^/]+/g, '');
    expect(elsewhere.match(/us-[a-z]+-\d[a-z]?/g)).toBeNull();
  });

  test('prepares an account whose roles may work in no region of the first one', () => {
    const named = JSON.stringify(withoutGlobalServices(bootstrap.json)).match(/us-[a-z]+-\d[a-z]?/g) ?? [];
    expect(named.filter((region) => region !== globalServicesRegion)).toEqual([]);
  });

  test('adds two stacks, and renames none', () => {
    const [before, after] = [shipped, all].map((some) => [...stackCatalog(some).keys()]) as [string[], string[]];
    expect(after.filter((name) => !before.includes(name))).toEqual(['bootstrap-nxloy-eu', 'prod-eu']);
    expect(before.filter((name) => !after.includes(name))).toEqual([]);
  });

  test('has everything that prod has', () => {
    expect(eu.types).toEqual(synthesized.prod!.types);
  });
});

describe('no secret is in what is synthesized', () => {
  const secretKeys = /^(password|secret_string|auth_token|master_password|secret_key|private_key|token)$/;

  function secretPaths(value: unknown, path: string[] = []): string[] {
    if (value === null || typeof value !== 'object') return [];
    return Object.entries(value).flatMap(([key, inner]) => [
      ...(secretKeys.test(key) && typeof inner === 'string' ? [[...path, key].join('.')] : []),
      ...secretPaths(inner, [...path, key]),
    ]);
  }

  test.each(Object.keys(synthesized))('%s', (name) => {
    expect(secretPaths(synthesized[name]!.json)).toEqual([]);
    // What is written, is written from ephemeral values only.
    const version = synthesized[name]!.only('aws_secretsmanager_secret_version');
    expect(version.secret_string_wo).toMatch(/ephemeral\.aws_secretsmanager_random_password\./);
  });
});

test('only the cluster may open connections to the database and the cache', () => {
  for (const stack of Object.values(synthesized)) {
    const rules = Object.values(stack.resources('aws_vpc_security_group_ingress_rule')).filter(({ from_port: port }) =>
      [5432, 6379].includes(port),
    );
    expect(rules).toHaveLength(2);
    for (const rule of rules)
      expect(rule.referenced_security_group_id).toMatch(
        /aws_eks_cluster\.\w+\.vpc_config\[0\]\.cluster_security_group_id/,
      );
  }
});
