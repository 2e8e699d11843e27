import { autoScalingMayUse, volumesMayUse } from '../../../constructs/cluster/volume-key';

const grantsForAwsOnly = { Bool: { 'kms:GrantIsForAWSResource': 'true' } };

describe('the key of volumes', () => {
  test('opens to the service-linked role of Auto Scaling and to no other principal', () => {
    const statements = autoScalingMayUse('123456789012');

    expect(statements).toHaveLength(2);
    statements.forEach(({ conditions }) =>
      expect(conditions).toMatchObject({
        StringEquals: { 'kms:CallerAccount': '123456789012' },
        ArnEquals: {
          'aws:PrincipalArn':
            'arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
        },
      }),
    );
  });

  test('is granted on for attaching volumes only', () => {
    const grants = [...autoScalingMayUse('123456789012'), ...volumesMayUse('arn:key')].filter(({ actions }) =>
      actions.includes('kms:CreateGrant'),
    );

    expect(grants).toHaveLength(2);
    grants.forEach(({ conditions }) => expect(conditions).toMatchObject(grantsForAwsOnly));
  });

  test('is the only key that the volume driver may use', () => {
    expect(volumesMayUse('arn:key').map(({ resources }) => resources)).toEqual([['arn:key'], ['arn:key']]);
  });
});
