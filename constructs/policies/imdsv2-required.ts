import { attributesOf, blocks } from './attributes';
import type { Policy } from './policy';

/**
 * Instance metadata needs a session token, and a hop limit of 1 keeps the node's role out of reach of its pods.
 *
 * @see https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
 */
export const imdsv2Required: Policy = {
  id: 'imdsv2-required',
  check(element) {
    if (!['aws_launch_template', 'aws_instance'].includes(element.terraformResourceType)) return [];
    const options = blocks(attributesOf(element).metadata_options)[0] ?? {};
    const tokens = {
      attribute: 'metadata_options.http_tokens',
      received: options.http_tokens,
      rule: 'instance metadata needs a session token (IMDSv2)',
      mend: "set httpTokens to 'required'",
    };
    const hops = {
      attribute: 'metadata_options.http_put_response_hop_limit',
      received: options.http_put_response_hop_limit,
      rule: "pods must not reach the node's role",
      mend: 'set httpPutResponseHopLimit to 1',
    };
    return [
      ...(options.http_tokens === 'required' ? [] : [tokens]),
      ...(options.http_put_response_hop_limit === 1 ? [] : [hops]),
    ];
  },
};
