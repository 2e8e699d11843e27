import { ImageRegistry } from '../../../constructs/account/image-registry';
import { synthesize } from '../../support/synth';

const registry = (pullAccountIds?: string[]) =>
  synthesize((stack) => {
    new ImageRegistry(stack, 'Images', {
      accountId: '123456789012',
      images: ['nxloy-web', 'nxloy-worker'],
      pullAccountIds,
    });
  });

test('tags never move, pushes are scanned, and images are encrypted', () => {
  const repositories = Object.values(registry().resources('aws_ecr_repository'));
  expect(repositories.map(({ name }) => name)).toEqual(['nxloy-web', 'nxloy-worker']);
  repositories.forEach((repository) =>
    expect(repository).toMatchObject({
      image_tag_mutability: 'IMMUTABLE',
      image_scanning_configuration: { scan_on_push: true },
      encryption_configuration: [{ encryption_type: 'KMS', kms_key: expect.stringContaining('aws_kms_key.') }],
    }),
  );
});

test('untagged images go after a day, and the last hundred stay', () => {
  const [lifecycle] = Object.values(registry().resources('aws_ecr_lifecycle_policy'));
  const selections = JSON.parse(lifecycle?.policy).rules.map(({ selection }: { selection: object }) => selection);
  expect(selections).toEqual([
    { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 1 },
    { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 100 },
  ]);
});

test('other accounts may pull and nothing else', () => {
  expect(registry().count('aws_ecr_repository_policy')).toBe(0);
  const policies = Object.values(registry(['210987654321']).resources('aws_ecr_repository_policy'));
  expect(policies).toHaveLength(2);
  const [statement] = JSON.parse(policies[0]?.policy).Statement;
  expect(statement.Principal).toEqual({ AWS: ['arn:aws:iam::210987654321:root'] });
  expect(statement.Action.filter((action: string) => /Put|Upload|Delete|Set|Create/.test(action))).toEqual([]);
});
