import { type Check, type CheckContext, type Finding, ok, warn } from './check';

interface Tool {
  readonly command: string;
  readonly flags: readonly string[];
  readonly purpose: string;
  readonly install: string;
}

const tools: readonly Tool[] = [
  {
    command: 'aws',
    flags: ['--version'],
    purpose: 'signs in to AWS, and to the cluster',
    install: 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html',
  },
  {
    command: 'kubectl',
    flags: ['version', '--client'],
    purpose: 'looks into the cluster: for releases that an interrupted run left half-way, and why migrations failed',
    install: 'https://kubernetes.io/docs/tasks/tools/',
  },
  {
    command: 'helm',
    flags: ['version', '--short'],
    purpose: 'rehearses the releases on a cluster of your own',
    install: 'https://helm.sh/docs/intro/install/',
  },
  {
    command: 'git',
    flags: ['--version'],
    purpose: 'tells which commit a plan was made from',
    install: 'https://git-scm.com/downloads',
  },
];

async function look({ tool }: CheckContext, wanted: Tool): Promise<Finding> {
  const version = await tool(wanted.command, ...wanted.flags);
  return version === undefined
    ? warn(`${wanted.command} is not installed; it ${wanted.purpose}`, `install it: ${wanted.install}`)
    : ok(`${wanted.command}: ${version}`);
}

export const otherTools: Check = {
  name: 'tools',
  run: (context) => Promise.all(tools.map((wanted) => look(context, wanted))),
};
