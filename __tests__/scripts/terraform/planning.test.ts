import type { Session } from '../../../scripts/terraform/operation';
import type { PlanMetadata } from '../../../scripts/terraform/plan-file';
import { openPlan } from '../../../scripts/terraform/planning';

const opened = (json: object) => {
  const workspace = { terraform: { directory: '', showPlan: async () => json } } as unknown as Session['workspace'];
  return openPlan({ workspace }, { stack: 'dev' } as PlanMetadata);
};

test('a plan says which images it runs, unless nobody can say yet', async () => {
  const images = { 'nxloy-web': 'sha256:1' };
  expect((await opened({ planned_values: { outputs: { running_images: { value: images } } } })).images).toEqual(images);
  expect((await opened({ planned_values: { outputs: { running_images: {} } } })).images).toBeUndefined();
  expect((await opened({})).images).toBeUndefined();
});

test('a plan that is not complete is refused', async () => {
  await expect(opened({ errored: true })).rejects.toThrow('plan of dev: is not complete');
});
