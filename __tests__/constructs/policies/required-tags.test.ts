import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { requiredTagsPolicy } from '../../../constructs/policies/required-tags';
import { standardTags } from '../../../constructs/tags';
import { violations } from '../../support/policies';

const tags: Record<string, string> = standardTags({ environment: 'dev', owner: 'platform', costCenter: 'x' });

test('providers and launch templates with the standard tags pass', () => {
  expect(
    violations(requiredTagsPolicy, (stack) => {
      new AwsProvider(stack, 'Aws', { defaultTags: [{ tags }] });
      new LaunchTemplate(stack, 'Template', {
        tagSpecifications: ['instance', 'volume'].map((resourceType) => ({ resourceType, tags })),
      });
    }),
  ).toEqual([]);
});

test('a provider fails with the tags that it lacks', () => {
  const found = violations(requiredTagsPolicy, (stack) => {
    new AwsProvider(stack, 'Aws', { defaultTags: [{ tags: { ...tags, Owner: '', CostCenter: '' } }] });
    new AwsProvider(stack, 'Untagged', { alias: 'untagged' });
  });
  expect(found.map(({ rule }) => rule)).toEqual([
    'every resource carries Owner, CostCenter',
    'every resource carries Project, Environment, ManagedBy, Owner, CostCenter',
  ]);
});

test('a launch template fails for what it launches untagged', () => {
  const found = violations(requiredTagsPolicy, (stack) => {
    new LaunchTemplate(stack, 'Template', { tagSpecifications: [{ resourceType: 'instance', tags }] });
  });
  expect(found.map(({ attribute }) => attribute)).toEqual(['tag_specifications (volume)']);
});
