/**
 * Terraform releases that work: 1.11.4 brings write-only arguments and the S3 lock file, 1.15.0 and 1.15.1 break
 * `cdktf output` with a DynamoDB lock.
 */
export const terraformVersions = '>= 1.11.4, < 1.15';
