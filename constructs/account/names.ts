/**
 * Names that the bootstrap stack gives and that environments, pipelines and people refer to. They are computed, not
 * looked up, so that no stack has to read another one's state.
 */

/** Prefix of everything that belongs to one environment. */
export const environmentPrefix = (environment: string): string => `nxloy-${environment}`;

/** Bucket with the Terraform state of every stack in the account. Bucket names are global, hence the account id. */
export const stateBucketName = (accountId: string): string => `nxloy-terraform-state-${accountId}`;

/** Bucket with saved plans, which hold secrets: encrypted, and gone after seven days. */
export const planBucketName = (accountId: string): string => `nxloy-terraform-plans-${accountId}`;

/** DynamoDB table that holds the state locks. */
export const lockTableName = 'nxloy-terraform-locks';

/** Alias of the key that encrypts state, plans and locks. */
export const stateKeyAlias = 'alias/nxloy-terraform-state';

/** State object of one stack. */
export const stateKey = (stack: string): string => `${stack}/terraform.tfstate`;

/** Role that reads and plans; assumed by pull requests and drift checks. */
export const planRoleName = (environment: string): string => `${environmentPrefix(environment)}-plan`;

/** Role that applies; assumed only from the GitHub environment of the same name. */
export const deployRoleName = (environment: string): string => `${environmentPrefix(environment)}-deploy`;

/** Permissions boundary that every role of an environment carries, so that no role can outgrow it. */
export const boundaryName = (environment: string): string => `${environmentPrefix(environment)}-boundary`;

/** ARN of a role by its name. */
export const roleArn = (accountId: string, role: string): string => `arn:aws:iam::${accountId}:role/${role}`;

/** ARN of {@link boundaryName}. */
export const boundaryArn = (accountId: string, environment: string): string =>
  `arn:aws:iam::${accountId}:policy/${boundaryName(environment)}`;

/** Parameter with the image digests that run, written after each successful deployment. */
export const releaseParameterName = (environment: string): string => `/nxloy/${environment}/release`;

/** Secrets that people set, by the part of the name behind `nxloy/<environment>/`. */
export const peopleSetSecrets = ['database', 'redis', 'backend', 'api-keys', 'alert-receivers'] as const;

/** Full name of a secret, such as `nxloy/dev/redis`. */
export const secretName = (environment: string, secret: string): string => `nxloy/${environment}/${secret}`;

/** Bucket with the record of every call to AWS in the account. */
export const auditBucketName = (accountId: string): string => `nxloy-audit-trail-${accountId}`;

/** Bucket with the access logs of the account's own buckets. */
export const accessLogsBucketName = (accountId: string): string => `nxloy-access-logs-${accountId}`;
