import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamUser } from '@cdktf/provider-aws/lib/iam-user';
import { Aspects } from 'cdktf';
import { Construct } from 'constructs';
import { PermissionsBoundary } from '../../../constructs/identity/permissions-boundary';
import { synthesize } from '../../support/synth';

const boundary = 'arn:aws:iam::123456789012:policy/nxloy-dev-boundary';

describe('PermissionsBoundary', () => {
  const synthesized = synthesize((stack) => {
    const assumeRolePolicy = '{}';
    Aspects.of(stack).add(new PermissionsBoundary(boundary));
    new IamRole(stack, 'Shallow', { assumeRolePolicy });
    new IamRole(new Construct(stack, 'Part'), 'Deep', { assumeRolePolicy, permissionsBoundary: 'arn:wider' });
    new IamUser(stack, 'User', { name: 'someone' });
  });

  test('binds every role of the stack, however deep and whatever it asked for', () => {
    const boundaries = Object.values(synthesized.resources('aws_iam_role')).map((role) => role.permissions_boundary);

    expect(boundaries).toEqual([boundary, boundary]);
  });

  test('leaves everything but roles alone', () => {
    expect(synthesized.only('aws_iam_user')).not.toHaveProperty('permissions_boundary');
  });
});
