import { Testing, TerraformProvider, TerraformResource, TerraformStack } from 'cdktf';
import type { Checked, Policy, Violation } from '../../constructs/policies/policy';

/** What `policy` finds in the stack that `build` fills. */
export function violations(policy: Policy, build: (stack: TerraformStack) => void): Violation[] {
  const stack = new TerraformStack(Testing.app(), 'test');
  build(stack);
  return stack.node
    .findAll()
    .filter(
      (node): node is Checked =>
        TerraformResource.isTerraformResource(node) || TerraformProvider.isTerraformProvider(node),
    )
    .flatMap((element) => policy.check(element));
}

/** The attributes that {@link violations} names. */
export const violated = (policy: Policy, build: (stack: TerraformStack) => void): string[] =>
  violations(policy, build).map(({ attribute }) => attribute);
