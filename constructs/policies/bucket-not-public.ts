import { type Attributes, attributesOf, isOn, listed, neighbours, refersTo } from './attributes';
import { readPolicy } from './iam-policy';
import type { Checked, Policy, Violation } from './policy';

const switches = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'];

/** What resources of a type that belong to `bucket` say. */
const attached = (bucket: Checked, type: string): readonly Attributes[] => {
  const name = attributesOf(bucket).bucket;
  return neighbours(bucket, type)
    .map(attributesOf)
    .filter((attributes) => refersTo(attributes.bucket, bucket, name));
};

function accessBlockViolations(bucket: Checked): readonly Violation[] {
  const rule = 'a bucket is never public';
  const block = attached(bucket, 'aws_s3_bucket_public_access_block')[0];
  if (!block)
    return [
      {
        attribute: 'aws_s3_bucket_public_access_block',
        rule,
        mend: 'add one for the bucket with all four switches on',
      },
    ];
  return switches
    .filter((name) => !isOn(block[name]))
    .map((name) => ({
      attribute: `aws_s3_bucket_public_access_block.${name}`,
      received: block[name],
      rule,
      mend: 'set it to true',
    }));
}

const deniesPlainHttp = (policy: unknown, bucket: Checked): boolean =>
  readPolicy(policy, bucket)?.some((statement) => {
    const condition = statement.condition.Bool as Attributes | undefined;
    return (
      statement.effect === 'Deny' &&
      statement.actions.some((action) => action === '*' || action === 's3:*') &&
      listed(condition?.['aws:SecureTransport']).map(String).includes('false')
    );
  }) ?? false;

/** Every bucket blocks public access in all four ways, and refuses requests without TLS. */
export const bucketNotPublic: Policy = {
  id: 'bucket-not-public',
  check(element) {
    if (element.terraformResourceType !== 'aws_s3_bucket') return [];
    const tlsOnly = attached(element, 'aws_s3_bucket_policy').some(({ policy }) => deniesPlainHttp(policy, element));
    const plainHttp: Violation = {
      attribute: 'aws_s3_bucket_policy',
      rule: 'requests without TLS are refused',
      mend: 'deny s3:* where aws:SecureTransport is false',
    };
    return [...accessBlockViolations(element), ...(tlsOnly ? [] : [plainHttp])];
  },
};
