import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Testing, TerraformStack } from 'cdktf';

type Attributes = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- synthesized JSON has no type

/** What a stack synthesizes to, and questions that tests ask of it. */
export class Synthesized {
  constructor(readonly json: Attributes) {}

  /** All resources of a Terraform type, by logical id. */
  resources(type: string): Record<string, Attributes> {
    return this.json.resource?.[type] ?? {};
  }

  /** How many resources of a Terraform type there are. */
  count(type: string): number {
    return Object.keys(this.resources(type)).length;
  }

  /** The only resource of a Terraform type; anything but one is an error. */
  only(type: string): Attributes {
    const found = Object.values(this.resources(type));
    if (found.length !== 1) throw new Error(`expected one ${type}, found ${found.length}`);
    return found[0]!;
  }

  /** The only resource of a type whose attributes contain `part`. */
  matching(type: string, part: Attributes): Attributes {
    const found = Object.values(this.resources(type)).filter((attributes) =>
      Object.entries(part).every(([key, value]) => JSON.stringify(attributes[key]) === JSON.stringify(value)),
    );
    if (found.length !== 1) throw new Error(`expected one ${type} with ${JSON.stringify(part)}, found ${found.length}`);
    return found[0]!;
  }

  /** Terraform types and how many resources each has. */
  get types(): Record<string, number> {
    return Object.fromEntries(Object.keys(this.json.resource ?? {}).map((type) => [type, this.count(type)]));
  }
}

/**
 * Synthesizes a stack as `cdktf synth` does: aspects run, validations run, and error annotations count
 * (`Testing.synth` alone ignores the last two).
 *
 * @throws Error with every validation message and error annotation.
 */
export function synthesizeStack(stack: TerraformStack): Synthesized {
  const json = JSON.parse(Testing.synth(stack, true));
  const errors = stack.node
    .findAll()
    .flatMap((construct) =>
      construct.node.metadata.filter(({ type }) => type === '@cdktf/error').map(({ data }) => data),
    );
  if (errors.length > 0) throw new Error(errors.join('\n'));
  return new Synthesized(json);
}

/** Synthesizes what `build` adds to an otherwise empty stack in account 123456789012, region eu-central-1. */
export function synthesize(build: (stack: TerraformStack) => void): Synthesized {
  const stack = new TerraformStack(Testing.app(), 'test');
  new AwsProvider(stack, 'Aws', { region: 'eu-central-1' });
  build(stack);
  return synthesizeStack(stack);
}
