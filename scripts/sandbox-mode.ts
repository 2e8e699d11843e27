import { dummyCredentials } from '../sandbox/derive';
import { assertLoopback } from '../sandbox/loopback';
import { UserError } from './errors';

/** A simulated AWS account on this machine, in place of the real one. */
export interface Sandbox {
  /** Where every AWS call goes, such as `http://127.0.0.1:5000`. */
  readonly endpoint: string;
}

const sandboxVariable = 'INFRA_SANDBOX_ENDPOINT';

/** The sandbox at `endpoint`; any address but this machine's own is refused, for nothing is safe with the rules off. */
export function sandboxAt(endpoint: string): Sandbox {
  try {
    assertLoopback(endpoint);
  } catch {
    throw new UserError({
      thing: sandboxVariable,
      received: endpoint,
      rule: 'must be the address of a simulator on this machine',
      mend: `unset ${sandboxVariable} to work on AWS, or name a loopback address such as http://127.0.0.1:5000`,
    });
  }
  return { endpoint: new URL(endpoint).origin };
}

/** The sandbox that the process was started in; the one place that reads the variable. */
export function sandboxFromProcess(variables: NodeJS.ProcessEnv = process.env): Sandbox | undefined {
  const endpoint = variables[sandboxVariable];
  return endpoint ? sandboxAt(endpoint) : undefined;
}

/** What child processes need in order to reach the simulator, and nothing but the simulator. */
export const sandboxVariables = (sandbox: Sandbox): Record<string, string | undefined> => ({
  AWS_ENDPOINT_URL: sandbox.endpoint,
  AWS_ACCESS_KEY_ID: dummyCredentials.access_key,
  AWS_SECRET_ACCESS_KEY: dummyCredentials.secret_key,
  AWS_SESSION_TOKEN: undefined,
  AWS_PROFILE: undefined,
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
});
