/** One statement of an IAM policy, in AWS's own terms. */
export interface Statement {
  /** Names the statement in reviews; letters and digits only. */
  readonly sid: string;
  /** @default 'Allow' */
  readonly effect?: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** @default - none, as in trust and key policies */
  readonly resources?: readonly string[];
  /** Everything but these; for denials. @default - `resources` say it */
  readonly notResources?: readonly string[];
  /** Who the statement is about, in resource and trust policies: `{ Service: 'ec2.amazonaws.com' }`. @default - none */
  readonly principals?: Readonly<Record<string, string | readonly string[]>>;
  /** `{ StringEquals: { 'aws:SourceAccount': '…' } }`. @default - none */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * The JSON of a policy, in a stable order: a reordering would show up as a change in every plan.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export const policyDocument = (statements: readonly Statement[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map(({ sid, effect, principals, actions, resources, notResources, conditions }) => ({
      Sid: sid,
      Effect: effect ?? 'Allow',
      Principal: principals,
      Action: actions,
      Resource: resources,
      NotResource: notResources,
      Condition: conditions,
    })),
  });

/** The trust policy of a role that an AWS service assumes, such as `ec2.amazonaws.com`. */
export const serviceTrust = (service: string, conditions?: Statement['conditions']): string =>
  policyDocument([{ sid: 'Service', principals: { Service: service }, actions: ['sts:AssumeRole'], conditions }]);
