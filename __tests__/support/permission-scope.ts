import type { PermissionScope } from '../../constructs/account/permissions/scope';

/** An environment's permissions with every value spelled out; the name is as long as the schema allows. */
export const permissionScope: PermissionScope = {
  accountId: '123456789012',
  environment: 'prod-eu-longest1',
  prefix: 'nxloy-prod-eu-longest1',
  lookalikes: ['prod-eu-longest1-x'],
  regions: ['eu-central-1', 'eu-west-1', 'us-east-1'],
  registryAccountId: '210987654321',
  zoneArn: 'arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ',
};
