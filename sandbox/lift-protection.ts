import { assertLoopback } from './loopback';
import { asList, type Block, entries, type Entry, type SynthesizedStack } from './stack-json';

/** Terraform merges files of this name over everything else in the folder; after the sandbox's other override. */
export const liftFile = 'zzz_lift_protection_override.tf.json';

/** Attributes by which AWS, or Terraform itself, refuses to delete; and the value that lets it. */
const lifted: Readonly<Record<string, Block>> = {
  aws_db_instance: { deletion_protection: false },
  aws_dynamodb_table: { deletion_protection_enabled: false },
  aws_lb: { enable_deletion_protection: false },
  aws_s3_bucket: { force_destroy: true },
  aws_backup_vault: { force_destroy: true },
  aws_ecr_repository: { force_delete: true },
  aws_route53_zone: { force_destroy: true },
  aws_secretsmanager_secret: { recovery_window_in_days: 0 },
};

const preventsDestroy = ({ block }: Entry): boolean =>
  asList(block.lifecycle as Block | readonly Block[] | undefined).some(
    (lifecycle) => lifecycle.prevent_destroy === true,
  );

/**
 * An override that lets a protected stack be destroyed: the content of {@link liftFile}. Apply it once before the
 * destroy, because AWS's own protection is a setting that has to be changed first. Final snapshots stay as they are.
 *
 * @throws Error when `endpoint` is not loopback: protection is never lifted anywhere but in the simulator.
 */
export function liftProtection(stack: SynthesizedStack, options: { readonly endpoint: string }): SynthesizedStack {
  assertLoopback(options.endpoint);
  const resource: Record<string, Record<string, Block>> = {};
  for (const entry of entries(stack).filter(({ section }) => section === 'resource')) {
    const block = {
      ...lifted[entry.type],
      ...(preventsDestroy(entry) ? { lifecycle: { prevent_destroy: false } } : {}),
    };
    if (Object.keys(block).length > 0) (resource[entry.type] ??= {})[entry.id] = block;
  }
  // Terraform refuses a section without a block.
  return Object.keys(resource).length === 0 ? {} : { resource };
}
