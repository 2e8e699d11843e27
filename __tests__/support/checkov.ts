import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { pythonEnvironment } from '../../sandbox/python-environment';
import exceptions from '../../security/exceptions.json';

/** A check that a resource fails. */
export interface Finding {
  readonly check: string;
  readonly title: string;
  /** `<stack>/<logical id without its hash>`. */
  readonly resource: string;
}

interface Report {
  readonly summary?: { readonly passed: number; readonly parsing_errors: number };
  readonly results?: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly resource: string;
      readonly file_path: string;
    }[];
  };
}

const install = (): Promise<string> =>
  pythonEnvironment({
    name: 'checkov',
    title: 'checkov',
    requirements: path.join(__dirname, '..', '..', 'security', 'requirements.txt'),
  });

const idOf = (resource: string): string => (resource.split('.').at(-1) ?? '').replace(/_[0-9A-F]{8}$/, '');

/** What checkov finds in files that each lie in a folder named after their stack. */
async function scan(folder: string, framework: 'terraform_json' | 'terraform_plan'): Promise<Finding[]> {
  const python = await install();
  const flags = ['--directory', folder, '--framework', framework, '--output', 'json', '--quiet', '--compact'];
  const { stdout, stderr } = await execa(python, ['-m', 'checkov.main', ...flags, '--skip-download'], {
    reject: false,
  });
  const reports = [JSON.parse(stdout || '{}') as Report | Report[]].flat();
  const summaries = reports.flatMap(({ summary }) => summary ?? []);
  if (summaries.length === 0 || summaries.some(({ passed, parsing_errors: errors }) => passed === 0 || errors > 0))
    throw new Error(`checkov did not look at everything: ${JSON.stringify(summaries)}\n${stderr.slice(-2000)}`);
  return reports.flatMap(({ results }) =>
    (results?.failed_checks ?? []).map((failed) => ({
      check: failed.check_id,
      title: failed.check_name,
      resource: `${path.basename(path.dirname(path.resolve(folder, `.${failed.file_path}`)))}/${idOf(failed.resource)}`,
    })),
  );
}

/** Runs `action` with an empty folder that is gone afterwards. */
async function withFolder<T>(action: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nxloy-checkov-'));
  try {
    return await action(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What checkov finds in synthesized stacks: folders with a `cdk.tf.json` by name of the stack. */
export const scanStacks = (stacks: Readonly<Record<string, string>>): Promise<Finding[]> =>
  withFolder((folder) => {
    for (const [name, directory] of Object.entries(stacks)) {
      const stack = JSON.parse(readFileSync(path.join(directory, 'cdk.tf.json'), 'utf8')) as Record<string, unknown>;
      // checkov cannot read `required_version`, and looks at nothing in this section.
      delete stack.terraform;
      mkdirSync(path.join(folder, name));
      writeFileSync(path.join(folder, name, 'cdk.tf.json'), JSON.stringify(stack, undefined, 2));
    }
    return scan(folder, 'terraform_json');
  });

/** What checkov finds in a saved plan, as `terraform show -json` writes it. */
export const scanPlan = (stack: string, plan: string): Promise<Finding[]> =>
  withFolder((folder) => {
    mkdirSync(path.join(folder, stack));
    cpSync(plan, path.join(folder, stack, 'plan.json'));
    return scan(folder, 'terraform_plan');
  });

const excuses = ({ checks, resources }: (typeof exceptions)[number], { check, resource }: Finding): boolean =>
  checks.includes(check) && new RegExp(resources).test(resource);

/** Findings that no written exception excuses, one line each. */
export const unexcused = (findings: readonly Finding[]): string[] =>
  findings
    .filter((finding) => !exceptions.some((exception) => excuses(exception, finding)))
    .map(({ check, title, resource }) => `${resource}: ${title} (${check})`);

/** Checks that an exception names and that nothing fails any more. */
export const idleExceptions = (findings: readonly Finding[]): string[] =>
  exceptions.flatMap((exception) =>
    exception.checks
      .filter((check) => !findings.some((finding) => finding.check === check && excuses(exception, finding)))
      .map((check) => `${check} on ${exception.resources || 'everything'}`),
  );
