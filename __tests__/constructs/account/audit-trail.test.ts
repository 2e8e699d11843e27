import { AuditTrail } from '../../../constructs/account/audit-trail';
import { synthesize } from '../../support/synth';

const trail = synthesize((stack) => {
  const props = { accountId: '123456789012', region: 'eu-central-1', retentionDays: 365 };
  new AuditTrail(stack, 'Trail', { ...props, accessLogs: { bucketName: 'logs' } });
});
const arn = 'arn:aws:cloudtrail:eu-central-1:123456789012:trail/nxloy-audit-trail';

test('all regions are recorded, encrypted and signed, once bucket and log group let the trail write', () => {
  expect(trail.only('aws_cloudtrail')).toMatchObject({
    is_multi_region_trail: true,
    include_global_service_events: true,
    enable_log_file_validation: true,
    kms_key_id: expect.stringContaining('aws_kms_key.'),
    cloud_watch_logs_group_arn: expect.stringContaining('aws_cloudwatch_log_group.'),
    depends_on: expect.arrayContaining([
      expect.stringContaining('aws_s3_bucket_policy.'),
      expect.stringContaining('aws_iam_role_policy.'),
    ]),
  });
});

test('the record cannot be destroyed by Terraform, and expires only after its retention', () => {
  expect(trail.only('aws_s3_bucket').lifecycle).toEqual({ prevent_destroy: true });
  expect(trail.only('aws_s3_bucket_lifecycle_configuration').rule[0].expiration).toEqual([{ days: 365 }]);
});

test('only this trail may write to the bucket, and use the key', () => {
  const statements = [trail.only('aws_s3_bucket_policy'), trail.only('aws_kms_key')]
    .flatMap(({ policy }) => JSON.parse(policy).Statement)
    .filter(({ Principal }) => Principal.Service === 'cloudtrail.amazonaws.com');
  expect(statements.map(({ Sid }) => Sid)).toEqual(['TrailChecks', 'TrailWrites', 'TrailEncrypts']);
  statements.forEach(({ Condition }) => expect(Condition).toEqual({ StringEquals: { 'aws:SourceArn': arn } }));
});
