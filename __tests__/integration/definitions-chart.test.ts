import { stringify } from 'yaml';
import { describeUnless, helmMissing } from '../support/cluster';
import {
  definitionsChart as chart,
  helm,
  kubernetesVersion,
  template,
  tryTemplate,
  type Values,
} from '../support/helm';
import { definition } from '../support/widgets';

/** charts/definitions as Helm renders it. */

const text = (...objects: readonly object[]) => objects.map((object) => stringify(object)).join('---\n');

describeUnless(helmMissing())('charts/definitions', () => {
  test('has nothing that Helm objects to', async () => {
    expect(await helm(['lint', '--strict', chart], { definitions: [text(definition())] })).toMatchObject({
      exitCode: 0,
    });
  });

  test('changes nothing but that definitions are kept, however many stand in a text', async () => {
    const [one, two, three] = ['widgets', 'gadgets', 'gizmos'].map((plural) => definition({ plural }));
    const texts = [`# a comment first\n---\n${text(one!, two!)}`, text(three!)];
    const kept = (object: object) => ({
      ...object,
      metadata: {
        ...definition().metadata,
        name: expect.any(String),
        annotations: { 'nxloy.com/note': 'as it was', 'helm.sh/resource-policy': 'keep' },
      },
    });

    expect(await template({ definitions: texts }, kubernetesVersion, chart)).toEqual([
      kept(one!),
      kept(two!),
      kept(three!),
    ]);
  });

  test.each<[string, Values, RegExp]>([
    ['no definition at all', { definitions: [] }, /definitions/],
    ['something else', { definitions: ['kind: Secret'] }, /definitions\[0\]: holds a Secret, but only definitions/],
    ['what is not YAML', { definitions: [text(definition()), 'a: b: c'] }, /definitions\[1\]: is not YAML/],
    ['an unknown value', { definition: [] }, /definition/],
  ])('refuses %s', async (_, values, message) => {
    const { exitCode, stderr } = await tryTemplate(values, kubernetesVersion, chart);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(1);
  });
});
