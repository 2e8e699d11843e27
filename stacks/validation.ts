import { type App, TerraformStack } from 'cdktf';
import { invokeAspects } from 'cdktf/lib/synthesize/synthesizer';

/**
 * Runs what is checked when a stack is synthesized, over all stacks and before any is written: cdktf itself stops at
 * the first stack that fails, with the ones before it already on disk.
 *
 * @throws Error with every message of every stack, each with its construct's path
 */
export function validateStacks(app: App): void {
  const stacks = app.node.children.filter((child) => TerraformStack.isStack(child));
  stacks.forEach((stack) => invokeAspects(stack));
  const problems = stacks.flatMap((stack) =>
    stack.node.findAll().flatMap(({ node }) => node.validate().map((message) => `  ${node.path}: ${message}`)),
  );
  if (problems.length > 0)
    throw new Error(
      [
        `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in the stacks; nothing was written:`,
        ...problems,
      ].join('\n'),
    );
}
