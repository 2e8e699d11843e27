import semver from 'semver';
import { terraformVersions } from '../../stacks/terraform-versions';
import { type Check, fail, ok } from './check';

/** Terraform separates the parts of a range by commas, npm's library by spaces. */
const range = terraformVersions.replaceAll(',', '');
const install = 'install one: https://developer.hashicorp.com/terraform/install';

export const terraformVersion: Check = {
  name: 'terraform',
  run: async ({ tool }) => {
    const line = await tool('terraform', 'version');
    if (line === undefined) return [fail(`terraform is not installed; ${terraformVersions} is needed`, install)];
    const version = semver.coerce(line)?.version ?? '';
    return semver.satisfies(version, range)
      ? [ok(`Terraform ${version}`)]
      : [fail(`Terraform ${version} is outside ${terraformVersions}`, install)];
  },
};
