import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { App, Aspects, Testing, TerraformStack } from 'cdktf';
import { validateStacks } from '../../stacks/validation';

const app = (): App => Testing.app();

const stack = (parent: App, name: string, message?: string): TerraformStack => {
  const made = new TerraformStack(parent, name);
  new AwsProvider(made, 'Aws', { region: 'eu-central-1' });
  const bucket = new S3Bucket(made, 'Bucket', {});
  if (message) bucket.node.addValidation({ validate: () => [message] });
  return made;
};

test('names every problem of every stack by its path', () => {
  const parent = app();
  stack(parent, 'first', 'is too small');
  stack(parent, 'second', 'is too large');
  expect(() => validateStacks(parent)).toThrow(
    '2 problems in the stacks; nothing was written:\n  first/Bucket: is too small\n  second/Bucket: is too large',
  );
});

test('hears what aspects add', () => {
  const parent = app();
  Aspects.of(stack(parent, 'only')).add({
    visit: (node) => {
      if (node instanceof S3Bucket) node.node.addValidation({ validate: () => ['an aspect objects'] });
    },
  });
  expect(() => validateStacks(parent)).toThrow(
    '1 problem in the stacks; nothing was written:\n  only/Bucket: an aspect objects',
  );
});

test('is silent when all is well', () => {
  const parent = app();
  stack(parent, 'fine');
  expect(() => validateStacks(parent)).not.toThrow();
});
