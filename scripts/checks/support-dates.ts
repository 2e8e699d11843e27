/** Until when AWS supports a version as part of what is paid anyway; ISO dates. */
export type SupportDates = Readonly<Record<string, string>>;

/**
 * End of standard support of Kubernetes on EKS. Afterwards a cluster costs six times as much, a year later AWS upgrades it.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
export const kubernetesSupport: SupportDates = {
  '1.31': '2025-11-26',
  '1.32': '2026-03-23',
  '1.33': '2026-07-29',
  '1.34': '2026-12-02',
  '1.35': '2027-03-27',
};

/**
 * End of standard support of PostgreSQL on RDS. Afterwards extended support is charged by the vCPU and hour.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
 */
export const postgresqlSupport: SupportDates = {
  '13': '2026-02-28',
  '14': '2027-02-28',
  '15': '2028-02-29',
  '16': '2029-02-28',
  '17': '2030-02-28',
};
