import { alwaysAgree } from '../../scripts/confirm';
import { destroyStack, refuseProtected } from '../../scripts/destroy';
import { environmentTarget } from '../../scripts/target';
import { change } from '../support/change';
import { listening } from '../support/listening';

const mockDone: string[] = [];
let mockChanges: ReturnType<typeof change>[];

jest.mock('../../scripts/busy', () => ({
  exclusively: (_directory: string, _verb: string, action: () => Promise<void>) => action(),
}));
jest.mock('../../scripts/session', () => ({ openSession: async () => ({}) }));
jest.mock('../../scripts/terraform/planning', () => ({
  makePlan: async () => ({ metadata: { planDigest: 'digest' }, changes: mockChanges, risks: [], empty: false }),
}));
jest.mock('../../scripts/apply', () => ({ applyPlan: async () => mockDone.push('apply') }));
jest.mock('../../scripts/leftovers', () => ({
  proveBalancersAreGone: async () => mockDone.push('balancers'),
  proveNothingIsLeft: async () => mockDone.push('nothing left'),
}));

/** What a destruction does that removes these releases, and a VPC. */
async function destroying(...releases: readonly string[]): Promise<string[]> {
  mockDone.length = 0;
  mockChanges = [
    change('aws_vpc', { actions: ['delete'] }),
    ...releases.map((name) => change('helm_release', { actions: ['delete'], before: { name, namespace: 'nxloy' } })),
  ];
  await destroyStack(environmentTarget('dev', undefined), listening().output, { confirmation: alwaysAgree });
  return mockDone;
}

test.each(['staging', 'prod'])('%s is refused, with the reason and the only way', (name) => {
  expect(() => refuseProtected(environmentTarget(name))).toThrow(
    /refused.*is protected.*Nothing was changed\n.*environments\//s,
  );
});

test('dev is not', () => {
  expect(() => refuseProtected(environmentTarget('dev'))).not.toThrow();
});

test('the load balancers are asked for before their controller can go, unless applications go first', async () => {
  expect(await destroying('migrations', 'platform-config')).toEqual(['balancers', 'apply', 'nothing left']);
  expect(await destroying('migrations', 'web')).toEqual(['apply', 'nothing left']);
});
