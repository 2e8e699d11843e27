import { policyDocument, serviceTrust } from '../../../constructs/identity/policy-document';

describe('policyDocument', () => {
  test('allows unless told otherwise, and leaves out what was not said', () => {
    expect(
      JSON.parse(policyDocument([{ sid: 'Read', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/*'] }])),
    ).toEqual({
      Version: '2012-10-17',
      Statement: [{ Sid: 'Read', Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::b/*'] }],
    });
  });

  test('denies under a condition', () => {
    const conditions = { Bool: { 'aws:SecureTransport': 'false' } };
    const [statement] = JSON.parse(
      policyDocument([
        { sid: 'Tls', effect: 'Deny', principals: { AWS: '*' }, actions: ['s3:*'], resources: ['*'], conditions },
      ]),
    ).Statement;
    expect(statement).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' }, Condition: conditions });
  });

  test('reads the same however a statement was written, since a reordering would be a change in every plan', () => {
    const one = policyDocument([{ sid: 'Read', actions: ['s3:GetObject'], resources: ['*'], effect: 'Allow' }]);
    const other = policyDocument([{ effect: 'Allow', resources: ['*'], actions: ['s3:GetObject'], sid: 'Read' }]);
    expect(one).toBe(other);
  });
});

describe('serviceTrust', () => {
  test('lets one service assume the role, under the conditions given', () => {
    const conditions = { StringEquals: { 'aws:SourceAccount': '123456789012' } };
    expect(JSON.parse(serviceTrust('ec2.amazonaws.com', conditions)).Statement).toEqual([
      {
        Sid: 'Service',
        Effect: 'Allow',
        Principal: { Service: 'ec2.amazonaws.com' },
        Action: ['sts:AssumeRole'],
        Condition: conditions,
      },
    ]);
  });
});
