import * as names from '../../../constructs/account/names';

describe('names', () => {
  test('separate the accounts, since bucket names are global', () => {
    for (const bucket of [names.stateBucketName, names.planBucketName])
      expect(bucket('123456789012')).not.toBe(bucket('210987654321'));
  });

  test('separate the environments of one account', () => {
    for (const name of [
      names.environmentPrefix,
      names.planRoleName,
      names.deployRoleName,
      names.boundaryName,
      names.releaseParameterName,
      names.stateKey,
    ])
      expect(name('staging')).not.toBe(name('prod'));
    expect(names.secretName('dev', 'redis')).toBe('nxloy/dev/redis');
  });

  test('point a role’s boundary at the policy of the same environment', () => {
    expect(names.boundaryArn('123456789012', 'dev')).toBe('arn:aws:iam::123456789012:policy/nxloy-dev-boundary');
  });
});
