import { Command } from 'commander';
import pc from 'picocolors';
import type { Check, CheckContext, Finding } from './checks/check';
import { clusterEndpoint } from './checks/cluster-endpoint';
import { clusterEntry } from './checks/cluster-entry';
import { checkContext } from './checks/context';
import { credentials } from './checks/credentials';
import { dnsDelegation } from './checks/dns-delegation';
import { images } from './checks/images';
import { nodeVersion } from './checks/node-version';
import { otherTools } from './checks/other-tools';
import { placeholderAccount } from './checks/placeholder-account';
import { secretValues } from './checks/secret-values';
import { stateBucket } from './checks/state-bucket';
import { stateLock } from './checks/state-lock';
import { terraformVersion } from './checks/terraform-version';
import { versionSupport } from './checks/version-support';
import { processOutput } from './output';
import { allEnvironments, environmentTarget } from './target';

const onMachine: readonly Check[] = [nodeVersion, terraformVersion, otherTools];
const onEnvironment: readonly Check[] = [placeholderAccount, versionSupport, credentials];
const onAccount: readonly Check[] = [
  stateBucket,
  stateLock,
  clusterEntry,
  clusterEndpoint,
  secretValues,
  images,
  dnsDelegation,
];

/** A finding, and the check that made it. */
export type CheckedFinding = Finding & { readonly check: string };

/** A check that breaks is a finding too: the others still run. */
async function findings(check: Check, context: CheckContext): Promise<CheckedFinding[]> {
  try {
    return (await check.run(context)).map((finding) => ({ check: check.name, ...finding }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      {
        check: check.name,
        level: 'fail',
        message: `could not be checked: ${reason}`,
        mend: 'mend that, and run it again',
      },
    ];
  }
}

const all = async (checks: readonly Check[], context: CheckContext): Promise<CheckedFinding[]> =>
  (await Promise.all(checks.map((check) => findings(check, context)))).flat();

/** Runs every check that can be run: without credentials, what lies in the account is not asked for. */
export async function diagnose(context: CheckContext, scope: 'machine' | 'environment'): Promise<CheckedFinding[]> {
  const machine = await all(onMachine, context);
  if (scope === 'machine') return machine;
  const environment = await all(onEnvironment, context);
  const signedIn = environment.some(({ check, level }) => check === credentials.name && level === 'ok');
  return [...machine, ...environment, ...(signedIn ? await all(onAccount, context) : [])];
}

const marks = { ok: pc.green('ok  '), warn: pc.yellow('warn'), fail: pc.red('fail') };

const describe = ({ check, level, message, mend }: CheckedFinding): string =>
  `${marks[level]}  ${check}: ${message}${mend ? `\n      → ${mend}` : ''}`;

/** Says what is missing, as a verb. */
export const doctorCommand = (): Command =>
  new Command('doctor')
    .description('say what is missing or about to bite, each with its mend')
    .argument('[environment]', 'such as dev; without one only this machine is looked at')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExit codes: 0 nothing fails (warnings are allowed), 1 something does. Nothing is changed.')
    .action(async (environment: string | undefined, { json }: { json?: boolean }) => {
      const output = processOutput();
      const target = environmentTarget(environment ?? allEnvironments()[0]?.name ?? '');
      const found = await diagnose(checkContext(target), environment === undefined ? 'machine' : 'environment');
      if (json) output.result(JSON.stringify(found, undefined, 2));
      else found.forEach((finding) => output.result(describe(finding)));
      if (found.some(({ level }) => level === 'fail')) process.exitCode = 1;
    });
