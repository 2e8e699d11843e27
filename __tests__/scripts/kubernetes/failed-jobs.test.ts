import { readFileSync } from 'node:fs';
import path from 'node:path';
import { releasesWithFailedJobs, showFailedJobs } from '../../../scripts/kubernetes/failed-jobs';
import { projectRoot } from '../../../scripts/project-root';
import { findEnvironment } from '../../../scripts/target';
import type { TerraformEvent } from '../../../scripts/terraform/events';
import type { Session } from '../../../scripts/terraform/operation';
import { FakePrograms } from '../../support/fake-programs';
import { listening } from '../../support/listening';

const error = (address: string, detail: string): TerraformEvent => ({
  type: 'diagnostic',
  diagnostic: { severity: 'error', summary: 'Error upgrading chart', detail, address },
});
const failedHook = error(
  'helm_release.migrations',
  'Upgrade failed: release migrations failed, and has been rolled back due to atomic being set: post-upgrade hooks failed: 1 error occurred:\n\t* job migrations-1 failed: BackoffLimitExceeded',
);
const failedPods = error('helm_release.web', 'Upgrade failed: context deadline exceeded');

const stack = {
  resource: {
    helm_release: {
      migrations: { name: 'migrations', namespace: 'nxloy' },
      web: { name: 'web', namespace: 'nxloy' },
    },
  },
};
const state = {
  resources: [
    {
      mode: 'managed',
      type: 'aws_eks_cluster',
      name: 'Cluster',
      instances: [{ attributes: { id: 'nxloy-dev' } }],
    },
  ],
};
const session = (output: Session['output'], pulled: object = state): Session =>
  ({
    target: { stack: 'dev', environment: findEnvironment('dev') },
    output,
    workspace: { stack, terraform: { pullState: async () => JSON.stringify(pulled) } },
  }) as unknown as Session;

let programs: FakePrograms | undefined;
afterEach(() => programs?.restore());

test('only what a Job broke has a log that tells why', () => {
  const releases = new Map(
    Object.entries(stack.resource.helm_release).map(([id, release]) => [`helm_release.${id}`, release]),
  );
  expect(releasesWithFailedJobs(releases, [failedHook, failedPods])).toEqual([
    { name: 'migrations', namespace: 'nxloy' },
  ]);
});

test("a failed Job's last lines are shown, of all its containers", async () => {
  programs = new FakePrograms({
    aws: ':',
    kubectl: 'echo "[pod/migrations-1-x/migrate] relation \\"users\\" exists"',
  });
  const { output, lines } = listening();
  await showFailedJobs(session(output), [failedHook]);
  expect(lines.join('\n')).toMatch(/What the Job of migrations said last:.*\n.*relation "users" exists/);
  expect(programs.called[1]).toBe(
    'kubectl logs --namespace nxloy --selector app.kubernetes.io/instance=migrations,batch.kubernetes.io/job-name=migrations --all-containers --ignore-errors --prefix --tail 50',
  );
});

test("a failed init container's log is shown, although kubectl fails for want of the others", async () => {
  programs = new FakePrograms({
    aws: ':',
    kubectl: `echo "[pod/migrations-x/roles] password authentication failed"
echo 'container "migrations" in pod "migrations-x" is waiting to start: PodInitializing' >&2
exit 1`,
  });
  const { output, lines } = listening();
  await showFailedJobs(session(output), [failedHook]);
  expect(lines.join('\n')).toMatch(/said last:.*\n.*roles\] password authentication failed/);
});

test('where kubectl fails and prints nothing, the commands that would show it are printed', async () => {
  programs = new FakePrograms({ aws: ':', kubectl: 'echo "Unable to connect to the server" >&2; exit 1' });
  const { output, lines } = listening();
  await showFailedJobs(session(output), [failedHook]);
  expect(lines).toEqual([expect.stringContaining('&& kubectl logs --namespace nxloy --selector ')]);
});

test("the Job bears the release's name, by which its pods are told from those of the CronJob", () => {
  const template = readFileSync(path.join(projectRoot, 'charts/migrations/templates/job.yaml'), 'utf8');
  expect(template).toMatch(/kind: Job\n[^]*"migrations\.metadata" \(dict "root" \. "name" "migrations"/);
});

test('without the tools, the commands that would show it are', async () => {
  programs = new FakePrograms({});
  const { output, lines } = listening();
  await showFailedJobs(session(output), [failedHook]);
  expect(lines).toEqual([
    expect.stringMatching(
      /^What the Job of migrations said last: aws eks update-kubeconfig --name nxloy-dev --region \S+ && kubectl logs --namespace nxloy /,
    ),
  ]);
});

test('nothing is asked when no Job failed, or before there is a cluster', async () => {
  programs = new FakePrograms({ aws: ':', kubectl: ':' });
  const { output, lines } = listening();
  await showFailedJobs(session(output), [failedPods]);
  await showFailedJobs(session(output, { resources: [] }), [failedHook]);
  expect(programs.called).toEqual([]);
  expect(lines).toEqual([]);
});
