import { TerraformElement } from 'cdktf';
import type { Construct } from 'constructs';

/**
 * A value that Terraform opens while it runs and forgets afterwards: it reaches neither plan nor state. cdktf has no
 * classes for such blocks.
 *
 * @see https://developer.hashicorp.com/terraform/language/resources/ephemeral
 */
export class EphemeralResource extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly type: string,
    private readonly attributes: Readonly<Record<string, string | number | boolean>>,
  ) {
    super(scope, id, `ephemeral.${type}`);
  }

  /** An attribute for use in an expression; Terraform accepts it in write-only arguments and ephemeral blocks only. */
  reference(attribute: string): string {
    return `ephemeral.${this.type}.${this.friendlyUniqueId}.${attribute}`;
  }

  override toTerraform(): object {
    return { ephemeral: { [this.type]: { [this.friendlyUniqueId]: { ...this.attributes } } } };
  }
}
