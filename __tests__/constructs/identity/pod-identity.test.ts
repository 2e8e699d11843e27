import type { TerraformStack } from 'cdktf';
import { PodIdentity, type PodIdentityProps } from '../../../constructs/identity/pod-identity';
import { synthesize } from '../../support/synth';

const statement = (sid: string) => ({ sid, actions: ['s3:GetObject'], resources: [`arn:aws:s3:::${sid}/*`] });

const identity = (stack: TerraformStack, props: Partial<PodIdentityProps> = {}) =>
  new PodIdentity(stack, 'Backend', {
    name: 'nxloy-dev-backend',
    accountId: '123456789012',
    clusterName: 'nxloy-dev',
    namespace: 'nxloy',
    serviceAccount: 'backend',
    ...props,
  });

describe('PodIdentity', () => {
  test('is assumed by one service account of one cluster, and by nobody else', () => {
    const role = synthesize((stack) => identity(stack).allow(statement('assets'))).only('aws_iam_role');

    expect(JSON.parse(role.assume_role_policy).Statement).toEqual([
      {
        Sid: 'PodIdentity',
        Effect: 'Allow',
        Principal: { Service: 'pods.eks.amazonaws.com' },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Condition: {
          StringEquals: {
            'aws:SourceAccount': '123456789012',
            'aws:RequestTag/eks-cluster-name': 'nxloy-dev',
            'aws:RequestTag/kubernetes-namespace': 'nxloy',
            'aws:RequestTag/kubernetes-service-account': 'backend',
          },
        },
      },
    ]);
  });

  test('is handed to the pods of that service account', () => {
    const synthesized = synthesize((stack) => identity(stack).allow(statement('assets')));
    const [role] = Object.keys(synthesized.resources('aws_iam_role'));

    expect(synthesized.only('aws_eks_pod_identity_association')).toMatchObject({
      cluster_name: 'nxloy-dev',
      namespace: 'nxloy',
      service_account: 'backend',
      role_arn: `\${aws_iam_role.${role}.arn}`,
    });
  });

  test('gathers all statements in one policy, in the order they came', () => {
    const synthesized = synthesize((stack) => {
      const backend = identity(stack, { statements: [statement('first')] });
      backend.allow(statement('second'), statement('third'));
      backend.allow(statement('fourth'));
    });
    const { Statement } = JSON.parse(synthesized.only('aws_iam_role_policy').policy);

    expect(Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual(['first', 'second', 'third', 'fourth']);
  });

  test('counts association, attached policies and own policy as what pods wait for', () => {
    const { types } = synthesize((stack) => {
      const driver = identity(stack, { managedPolicyArns: ['arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy'] });
      expect(driver.ready).toHaveLength(2);
      driver.allow(statement('key'));
      expect(driver.ready).toHaveLength(3);
    });

    expect(types).toMatchObject({ aws_iam_role_policy_attachment: 1, aws_iam_role_policy: 1 });
  });

  test('refuses to exist without a permission', () => {
    expect(() => synthesize((stack) => void identity(stack))).toThrow(
      /test\/Backend: statements .*must allow something.*call allow\(\)/,
    );
  });
});
