import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { guardAgainstDestroy, isProtected, type Protection } from '../../constructs/protection';
import { synthesize } from '../support/synth';

const lifecycle = (protection: Protection): unknown =>
  synthesize((stack) => guardAgainstDestroy(new S3Bucket(stack, 'Bucket'), protection)).only('aws_s3_bucket').lifecycle;

describe('protection', () => {
  test.each([
    ['none', false],
    ['deletion-protection', true],
    ['prevent-destroy', true],
  ] as const)('"%s" switches AWS’s deletion protection: %s', (protection, expected) => {
    expect(isProtected(protection)).toBe(expected);
  });

  test('only "prevent-destroy" makes Terraform refuse to destroy', () => {
    expect(lifecycle('none')).toBeUndefined();
    expect(lifecycle('deletion-protection')).toBeUndefined();
    expect(lifecycle('prevent-destroy')).toEqual({ prevent_destroy: true });
  });

  test('keeps what the lifecycle says already', () => {
    const synthesized = synthesize((stack) => {
      const bucket = new S3Bucket(stack, 'Bucket', { lifecycle: { ignoreChanges: ['bucket'] } });
      guardAgainstDestroy(bucket, 'prevent-destroy');
    });
    expect(synthesized.only('aws_s3_bucket').lifecycle).toEqual({ ignore_changes: ['bucket'], prevent_destroy: true });
  });
});
