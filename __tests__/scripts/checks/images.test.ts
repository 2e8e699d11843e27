import { platform } from '../../../environments/platform';
import { images } from '../../../scripts/checks/images';
import { fakeAccount, fakeContext } from '../../support/check-context';

const recorded = (record: object) => async () => JSON.stringify(record);

test('every image that was recorded and pushed is fine, that of a worker which is none of its own aside', async () => {
  expect(await images.run(fakeContext())).toEqual([expect.objectContaining({ level: 'ok' })]);
});

test('an image that nobody named fails, and the mend names it', async () => {
  const unnamed = ['nxloy-mobile-web', 'nxloy-migrations', 'nxloy-worker'];
  const named = platform.images.filter((image) => !unnamed.includes(image)).map((image) => [image, 'sha256:1']);
  const account = fakeAccount({ readParameter: recorded(Object.fromEntries(named)) });
  expect(await images.run(fakeContext({ account }))).toEqual([
    {
      level: 'fail',
      message: 'which image to run is not known: nxloy-mobile-web, nxloy-migrations',
      mend: `push them, and name them: export TF_VAR_images='{"nxloy-mobile-web":"sha256:…"}'`,
    },
  ]);
});

test('what the variable names lies over what was recorded, and has to be in the registry', async () => {
  const asked: string[] = [];
  const account = fakeAccount({
    imageExists: async (repository, reference) => {
      asked.push(`${repository} ${reference}`);
      return reference !== 'sha256:9';
    },
  });
  const found = await images.run(fakeContext({ account, variables: { TF_VAR_images: '{"nxloy-web":"sha256:9"}' } }));
  expect(found).toEqual([
    expect.objectContaining({ level: 'fail', message: 'not in the registry: nxloy-web sha256:9' }),
  ]);
  expect(asked).toContain('nxloy-backend sha256:0');
});

test('of a plan, its own images are looked at, whatever the process says by now', async () => {
  const asked: string[] = [];
  const account = fakeAccount({
    readParameter: async () => '{"nxloy-web":"sha256:recorded"}',
    imageExists: async (repository, reference) => asked.push(`${repository} ${reference}`) > 0,
  });
  const plannedImages = { 'nxloy-web': 'sha256:planned' };
  const variables = { TF_VAR_images: '{"nxloy-web":"sha256:now"}' };
  const [found] = await images.run(fakeContext({ account, plannedImages, variables }));
  expect(found).toMatchObject({ level: 'fail', message: expect.stringContaining('not known: nxloy-backend') });
  expect(asked).toEqual(['nxloy-web sha256:planned']);
});

test.each(['', '{ nxloy-web = "sha256:1" }', '["nxloy-web"]', '{"nxloy-web":1}'])(
  'a variable that is not JSON of images is a finding, not a crash: %j',
  async (text) => {
    const found = await images.run(fakeContext({ variables: { TF_VAR_images: text } }));
    expect(found).toEqual([
      expect.objectContaining({
        level: 'fail',
        message: `TF_VAR_images is not an object of images in JSON: "${text}"`,
        mend: expect.stringContaining("write it as JSON, export TF_VAR_images='{"),
      }),
    ]);
  },
);

test('the simulator is not asked: nobody pushes to it', async () => {
  expect(await images.run(fakeContext({ sandbox: { endpoint: 'http://127.0.0.1:1' } }))).toEqual([]);
});
