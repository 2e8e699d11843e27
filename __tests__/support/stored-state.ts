import { lockTableName, stateBucketName, stateKey } from '../../constructs/account/names';
import { SdkAccount } from '../../scripts/aws/sdk-account';
import { findEnvironment } from '../../scripts/target';
import { type LockInfo, readStateLock, type StateLocation } from '../../scripts/terraform/state-lock';
import { idsInState } from '../../scripts/terraform/state-summary';

/** The state of an environment as it lies in the account's bucket. */
export class StoredState {
  private readonly account: SdkAccount;
  private readonly at: StateLocation;

  constructor(endpoint: string, environment: string) {
    const { account, region } = findEnvironment(environment);
    this.account = new SdkAccount(region, { endpoint });
    this.at = { bucket: stateBucketName(account.id), key: stateKey(environment), table: lockTableName };
  }

  /** The whole of it; undefined when there is none. */
  text(): Promise<string | undefined> {
    return this.account.readObject(this.at.bucket, this.at.key);
  }

  /** Addresses of all resources in it. */
  async addresses(): Promise<string[]> {
    return [...idsInState(await this.text()).keys()].filter((address) => !address.startsWith('data.'));
  }

  /** Who holds it; undefined when it is free. */
  lock(): Promise<LockInfo | undefined> {
    return readStateLock(this.account, this.at);
  }
}
