import { isDeepStrictEqual } from 'node:util';
import { proveBalancersAreGone, proveNothingIsLeft } from '../../scripts/leftovers';
import { environmentTarget } from '../../scripts/target';

const key = 'arn:aws:kms:us-east-2:111122223333:key/1234';
const balancer = 'arn:aws:elasticloadbalancing:us-east-2:111122223333:loadbalancer/app/nxloy-dev/1';
const vpc = 'arn:aws:ec2:us-east-2:111122223333:vpc/vpc-1';

/** Tags of what Terraform made, and of what the load balancer controller did. */
const own = { Project: 'nxloy', Environment: 'dev', ManagedBy: 'terraform' };
const controllers = { 'elbv2.k8s.aws/cluster': 'nxloy-dev' };

/** An account that answers each round of questions with the next list, and the last one for ever. */
const prove = (...rounds: readonly (readonly string[])[]) => ask(proveNothingIsLeft, own, rounds);

async function ask(
  question: typeof proveNothingIsLeft,
  tagsOfRounds: Readonly<Record<string, string>>,
  rounds: readonly (readonly string[])[],
) {
  const lines: string[] = [];
  const asked = new Map<string, number>();
  let clock = 0;
  const taggedResources = async (region: string, tags: Readonly<Record<string, string>>): Promise<string[]> => {
    if (!isDeepStrictEqual(tags, tagsOfRounds)) return [];
    const round = asked.get(region) ?? 0;
    asked.set(region, round + 1);
    return region === 'us-east-2' ? [...(rounds[Math.min(round, rounds.length - 1)] ?? [])] : [];
  };
  const wait = async (milliseconds: number) => void (clock += milliseconds);
  const output = { note: (line: string) => lines.push(line) } as never;
  const surroundings = { account: { taggedResources }, wait, now: () => clock };
  await question(environmentTarget('dev', undefined), output, surroundings);
  return { lines, regions: [...asked.keys()] };
}

test('asks every region of the environment, and the one of global services', async () => {
  expect((await prove([])).regions.sort()).toEqual(['us-east-1', 'us-east-2', 'us-west-2']);
});

test('asks again while AWS still remembers something', async () => {
  expect((await prove([vpc], [vpc], [])).lines).toEqual([
    'AWS still lists 1 resources (0 s), asking again',
    'AWS still lists 1 resources (20 s), asking again',
    'AWS knows nothing more with the tags of dev.',
  ]);
});

test('keys in their waiting period are mentioned, and nothing to wait for', async () => {
  expect((await prove([key])).lines).toEqual([
    'AWS knows nothing more with the tags of dev, except 1 encryption keys in their waiting period.',
  ]);
});

test('what stays is an error that names it', async () => {
  await expect(prove([vpc, key])).rejects.toThrow(`AWS still lists 1 resources with its tags:\n    ${vpc}\n`);
});

test('what only the load balancer controller tagged is found, and the mend says how to do its work', async () => {
  await expect(ask(proveNothingIsLeft, controllers, [[balancer]])).rejects.toThrow(
    /lists 1 resources[^]*loadbalancer\/app\/nxloy-dev\/1\n.*controller is gone.*aws elbv2 delete-load-balancer .*delete-target-group .*delete-security-group/,
  );
});

test('before the controller goes, it is waited for until it has removed them', async () => {
  const { lines, regions } = await ask(proveBalancersAreGone, controllers, [[balancer], []]);
  expect(lines).toEqual(['AWS still lists 1 resources (0 s), asking again']);
  expect(regions).toEqual(['us-east-2']);
  await expect(ask(proveBalancersAreGone, controllers, [[balancer]])).rejects.toThrow(
    /cannot be destroyed yet[^]*kubectl get ingress.*by hand: aws elbv2 delete-load-balancer/,
  );
});
