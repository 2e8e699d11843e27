import { stateBucketName } from '../../constructs/account/names';
import { type Check, fail, ok } from './check';

export const stateBucket: Check = {
  name: 'state bucket',
  run: async ({ environment, account }) => {
    const bucket = stateBucketName(environment.account.id);
    return (await account.bucketExists(bucket))
      ? [ok(`state bucket ${bucket}`)]
      : [
          fail(
            `the state bucket ${bucket} does not exist: this account was not prepared`,
            `infra bootstrap ${environment.name}`,
          ),
        ];
  },
};
