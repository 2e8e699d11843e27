import type { DescribedRelease } from '../../../sandbox/releases';
import { Helm, valuesOf } from '../../../scripts/rehearsal/helm';
import { FakePrograms } from '../../support/fake-programs';

let programs: FakePrograms | undefined;
afterEach(() => programs?.restore());

const release = {
  name: 'web',
  namespace: 'nxloy',
  timeout: 600,
  max_history: 10,
  create_namespace: false,
} as DescribedRelease;

test('later documents are laid over earlier ones, key by key', () => {
  const values = ['image: { pullPolicy: Always }\nhosts: [a, b]\n', '{"image":{"tag":"1"},"hosts":["c"]}', ''];
  expect(valuesOf({ values })).toEqual({ image: { pullPolicy: 'Always', tag: '1' }, hosts: ['c'] });
});

test('a release is deployed as Terraform would: all of it ready, or taken back', async () => {
  programs = new FakePrograms({ helm: '/bin/cat > /dev/null; test "$HELM_DRIVER" = configmap' });
  await new Helm('/kubeconfig').deploy(release, { chart: '/charts/app', values: {} });
  await new Helm('/kubeconfig').remove(release);
  expect(programs.called).toEqual([
    'helm upgrade --install web /charts/app --namespace nxloy --atomic --cleanup-on-fail --wait --wait-for-jobs --timeout 600s --history-max 10 --values -',
    'helm uninstall web --namespace nxloy --ignore-not-found --wait --timeout 600s',
  ]);
});
