import { recordRelease } from '../../scripts/record-release';
import { environmentTarget } from '../../scripts/target';
import { fakeAccount } from '../support/check-context';
import { listening } from '../support/listening';

async function record(outputs: Readonly<Record<string, unknown>>, recorded?: string) {
  const written: string[][] = [];
  const said: string[] = [];
  const output = {
    interactive: false,
    stream: process.stderr,
    result: () => undefined,
    note: (line: string) => void said.push(line),
  };
  const account = fakeAccount({
    readParameter: async () => recorded,
    writeParameter: async (name, value) => void written.push([name, value]),
  });
  await recordRelease({ target: environmentTarget('dev'), output }, outputs, account);
  return { written, said };
}

const running = { 'nxloy-web': 'sha256:b', 'nxloy-backend': 'sha256:a' };
const text = '{"nxloy-backend":"sha256:a","nxloy-web":"sha256:b"}';

test('what runs is written down, in an order that does not change', async () => {
  const { written, said } = await record({ running_images: running }, '{}');
  expect(written).toEqual([['/nxloy/dev/release', text]]);
  expect(said).toEqual(['Recorded the images that run in /nxloy/dev/release.']);
});

test('nothing is written when nothing changed, or nothing runs', async () => {
  expect((await record({ running_images: running }, text)).written).toEqual([]);
  expect((await record({}, '{}')).written).toEqual([]);
});

test('where it cannot be written, the mend deploys just these images again: another deployment would take them back', async () => {
  const account = fakeAccount({ writeParameter: () => Promise.reject(new Error('ThrottlingException')) });
  await expect(
    recordRelease(
      { target: environmentTarget('dev'), output: listening().output },
      { running_images: running },
      account,
    ),
  ).rejects.toThrow(
    `could not be recorded in /nxloy/dev/release: ThrottlingException\n  → record them before the next deployment goes back to the ones of before: TF_VAR_images='${text}' infra deploy dev`,
  );
});
