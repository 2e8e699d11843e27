import { terraformVersion } from '../../../scripts/checks/terraform-version';
import { fakeContext } from '../../support/check-context';

const levels = async (line: string | undefined): Promise<string[]> =>
  (await terraformVersion.run(fakeContext({ tool: async () => line }))).map(({ level }) => level);

test.each([
  ['Terraform v1.11.4', 'ok'],
  ['Terraform v1.14.9', 'ok'],
  ['Terraform v1.11.3', 'fail'],
  ['Terraform v1.15.0', 'fail'],
  [undefined, 'fail'],
])('%s is %s', async (line, level) => expect(await levels(line)).toEqual([level]));
