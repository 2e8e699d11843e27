import { LaunchTemplate, type LaunchTemplateMetadataOptions } from '@cdktf/provider-aws/lib/launch-template';
import type { TerraformStack } from 'cdktf';
import { imdsv2Required } from '../../../constructs/policies/imdsv2-required';
import { violated } from '../../support/policies';

const template = (metadataOptions?: LaunchTemplateMetadataOptions) => (stack: TerraformStack) =>
  void new LaunchTemplate(stack, 'Template', { metadataOptions });

test('session tokens within one hop pass', () => {
  expect(violated(imdsv2Required, template({ httpTokens: 'required', httpPutResponseHopLimit: 1 }))).toEqual([]);
});

test('metadata without session tokens, or in reach of pods, fails', () => {
  const both = ['metadata_options.http_tokens', 'metadata_options.http_put_response_hop_limit'];
  expect(violated(imdsv2Required, template())).toEqual(both);
  expect(violated(imdsv2Required, template({ httpTokens: 'optional', httpPutResponseHopLimit: 2 }))).toEqual(both);
});
