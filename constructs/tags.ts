export interface TagsProps {
  readonly environment: string;
  readonly owner: string;
  readonly costCenter: string;
}

/** Tags that every resource must carry; a policy checks them. */
export const requiredTags = ['Project', 'Environment', 'ManagedBy', 'Owner', 'CostCenter'] as const;

/** The tags by which resources are found, paid for and cleaned up. */
export const standardTags = (props: TagsProps): Record<(typeof requiredTags)[number], string> => ({
  Project: 'nxloy',
  Environment: props.environment,
  ManagedBy: 'terraform',
  Owner: props.owner,
  CostCenter: props.costCenter,
});
