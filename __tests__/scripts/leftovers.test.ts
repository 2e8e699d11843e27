import { proveNothingIsLeft } from '../../scripts/leftovers';
import { environmentTarget } from '../../scripts/target';

const key = 'arn:aws:kms:us-east-2:111122223333:key/1234';
const vpc = 'arn:aws:ec2:us-east-2:111122223333:vpc/vpc-1';

/** An account that answers each round of questions with the next list, and the last one for ever. */
async function prove(...rounds: readonly (readonly string[])[]) {
  const lines: string[] = [];
  const asked = new Map<string, number>();
  let clock = 0;
  const taggedResources = async (region: string, tags: Readonly<Record<string, string>>): Promise<string[]> => {
    expect(tags).toEqual({ Project: 'nxloy', Environment: 'dev', ManagedBy: 'terraform' });
    const round = asked.get(region) ?? 0;
    asked.set(region, round + 1);
    return region === 'us-east-2' ? [...(rounds[Math.min(round, rounds.length - 1)] ?? [])] : [];
  };
  const wait = async (milliseconds: number) => void (clock += milliseconds);
  const output = { note: (line: string) => lines.push(line) } as never;
  const surroundings = { account: { taggedResources }, wait, now: () => clock };
  await proveNothingIsLeft(environmentTarget('dev', undefined), output, surroundings);
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
