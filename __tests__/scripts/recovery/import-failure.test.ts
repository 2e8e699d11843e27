import { importFailure } from '../../../scripts/recovery/import-failure';

test.each([
  [
    'Cannot import non-existent remote object While attempting to import an existing object to "aws_vpc.v", …',
    'absent',
  ],
  ["reading S3 Bucket (assets): couldn't find resource", 'absent'],
  [
    'operation error EC2: DescribeVpcs, https response error StatusCode: 400, api error InvalidVpcID.NotFound: x',
    'absent',
  ],
  [
    'operation error IAM: GetRole, https response error StatusCode: 404, NoSuchEntity: api error NoSuchEntity: x',
    'absent',
  ],
  ["resource aws_acm_certificate_validation doesn't support import", 'impossible'],
  ['operation error EC2: DescribeVpcs, api error RequestLimitExceeded: Request limit exceeded.', 'unclear'],
  ['operation error IAM: GetRole, api error AccessDenied: User is not authorized', 'unclear'],
  ['dial tcp: lookup ec2.eu-central-1.amazonaws.com: no such host', 'unclear'],
  ['failed without saying why', 'unclear'],
])('%s: %s', (reason, expected) => expect(importFailure(reason)).toBe(expected));
