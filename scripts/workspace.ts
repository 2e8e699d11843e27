import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { platform } from '../environments/platform';
import { derive, type Dropped, overrideFile } from '../sandbox/derive';
import { liftFile, liftProtection } from '../sandbox/lift-protection';
import { providerMirror } from '../sandbox/provider-mirror';
import type { SynthesizedStack } from '../sandbox/stack-json';
import unsupported from '../sandbox/unsupported.json';
import { digestOf } from './digest';
import { UserError } from './errors';
import { projectRoot } from './project-root';
import type { Sandbox } from './sandbox-mode';
import type { Target } from './target';
import { Terraform, terraformEnvironment } from './terraform/terraform';

/** A stack, freshly synthesized into its working directory. */
export interface Workspace {
  readonly terraform: Terraform;
  readonly stack: SynthesizedStack;
  /** SHA-256 of the synthesized stack, as Terraform gets it. */
  readonly configurationDigest: string;
  /** What the simulator cannot have. Empty on AWS. */
  readonly dropped: readonly Dropped[];
}

export interface WorkspaceOptions {
  /** Switches protection off; in the sandbox only. @default false */
  readonly liftProtection?: boolean;
}

const stackFile = 'cdk.tf.json';

const writeJson = (file: string, content: unknown): void =>
  writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`);

/** Synthesizes one stack into a fresh folder. @returns the folder */
export async function synthesize({ stack, directory }: Target): Promise<string> {
  const output = path.join(directory, 'synth');
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const { exitCode, stderr } = await execa(process.execPath, [path.join('bin', 'run.js'), 'main.ts'], {
    cwd: projectRoot,
    env: { STACKS: stack, CDKTF_OUTDIR: output },
    reject: false,
    stdin: 'ignore',
  });
  if (exitCode !== 0)
    throw new UserError({
      thing: `synthesis of ${stack}`,
      rule: `failed:\n${stderr}`,
      mend: 'correct the sources and run it again',
    });
  return path.join(output, 'stacks', stack);
}

/** Puts the synthesized files where Terraform runs; what Terraform itself keeps there stays. */
function replaceSources(from: string, directory: string): void {
  for (const name of readdirSync(directory))
    if (name === stackFile || name === 'assets' || name.endsWith('.tf.json'))
      rmSync(path.join(directory, name), { recursive: true });
  cpSync(from, directory, { recursive: true });
}

/** Where a plugin comes from; cdktf leaves out the namespace of HashiCorp's own. */
const sourceOf = (provider: unknown): string => {
  const { source } = provider as { readonly source: string };
  return source.includes('/') ? source : `hashicorp/${source}`;
};

/** Reduces the stack to what the simulator can have, and points it there. */
async function intoSandbox(
  target: Target,
  sandbox: Sandbox,
  stack: SynthesizedStack,
  options: WorkspaceOptions,
): Promise<Workspace> {
  const { directory } = target;
  const mirror = providerMirror({ workDirectory: directory });
  const required = (stack.terraform?.required_providers ?? {}) as Readonly<Record<string, unknown>>;
  const available = await mirror.available(Object.values(required).map(sourceOf));
  const plugins = Object.keys(required).filter((name) => available.includes(sourceOf(required[name])));
  if (!plugins.includes('aws'))
    throw new UserError({
      thing: 'Terraform plugin hashicorp/aws',
      rule: 'is in no local mirror, and the registry does not answer',
      mend: 'connect to the internet, or mirror it: https://developer.hashicorp.com/terraform/cli/commands/providers/mirror',
    });
  const derived = derive(stack, unsupported, { endpoint: sandbox.endpoint, plugins, images: platform.images });
  writeJson(path.join(directory, stackFile), derived.stack);
  writeJson(path.join(directory, overrideFile), derived.overrides);
  if (options.liftProtection) writeJson(path.join(directory, liftFile), liftProtection(derived.stack, sandbox));
  return {
    terraform: new Terraform(directory, terraformEnvironment(sandbox, mirror.environment)),
    stack: derived.stack,
    configurationDigest: digestOf(path.join(directory, stackFile)),
    dropped: derived.dropped,
  };
}

/** Synthesizes a stack and makes its working directory ready for Terraform. */
export async function prepareWorkspace(target: Target, options: WorkspaceOptions = {}): Promise<Workspace> {
  const { directory, sandbox } = target;
  mkdirSync(directory, { recursive: true });
  replaceSources(await synthesize(target), directory);
  const file = path.join(directory, stackFile);
  const stack = JSON.parse(readFileSync(file, 'utf8')) as SynthesizedStack;
  if (sandbox) return intoSandbox(target, sandbox, stack, options);
  return {
    terraform: new Terraform(directory, terraformEnvironment(undefined)),
    stack,
    configurationDigest: digestOf(file),
    dropped: [],
  };
}
