import type { Output } from '../../../scripts/output';
import { Steps } from '../../../scripts/rehearsal/steps';

const listening = (): { output: Output; lines: string[] } => {
  const lines: string[] = [];
  return {
    lines,
    output: { interactive: false, note: (line) => lines.push(line), result: () => undefined, stream: process.stderr },
  };
};

test('steps are announced, timed and summed up', async () => {
  const { output, lines } = listening();
  const steps = new Steps(output, 2);
  await steps.run('First', async () => undefined);
  expect(lines.join()).toContain('[1/2] First');
  expect(steps.summary().join('\n')).toMatch(/ok.*First\s+0 s\n.*in all\s+0 s/);
});

test('a failed step is named', async () => {
  const { output, lines } = listening();
  await expect(new Steps(output, 1).run('First', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(lines.join()).toContain('Failed in step 1: First');
});
