import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Certificate } from '../../../constructs/dns/certificate';
import { HostedZone } from '../../../constructs/dns/hosted-zone';
import { synthesize } from '../../support/synth';

const certificateFor = (hosts: string[], global = false) =>
  synthesize((scope) => {
    new Certificate(scope, 'Certificate', {
      zone: new HostedZone(scope, 'Zone', { name: 'test.nxloy.com' }),
      hosts,
      provider: global ? new AwsProvider(scope, 'Global', { region: 'us-east-1', alias: 'global' }) : undefined,
    });
  });

describe('Certificate', () => {
  it('covers all hosts and is replaced only after its successor exists', () => {
    expect(certificateFor(['app.test.nxloy.com', 'api.test.nxloy.com']).only('aws_acm_certificate')).toMatchObject({
      domain_name: 'app.test.nxloy.com',
      subject_alternative_names: ['api.test.nxloy.com'],
      validation_method: 'DNS',
      lifecycle: { create_before_destroy: true },
    });
  });

  it('proves each host by a record of its own, which only the host decides about', () => {
    const stack = certificateFor(['app.test.nxloy.com', 'api.test.nxloy.com']);
    const reversed = certificateFor(['api.test.nxloy.com', 'app.test.nxloy.com']);
    const [certificate] = Object.keys(stack.resources('aws_acm_certificate'));
    expect(stack.count('aws_route53_record')).toBe(2);
    expect(reversed.resources('aws_route53_record')).toEqual(stack.resources('aws_route53_record'));
    const name =
      `\${one([for option in aws_acm_certificate.${certificate}.domain_validation_options : ` +
      'option.resource_record_name if option.domain_name == "app.test.nxloy.com"])}';
    expect(stack.matching('aws_route53_record', { name })).toMatchObject({
      allow_overwrite: true,
    });
  });

  it('hands out the issued certificate, after all proofs', () => {
    const stack = certificateFor(['app.test.nxloy.com', 'api.test.nxloy.com']);
    const { validation_record_fqdns: proofs } = stack.only('aws_acm_certificate_validation');
    expect([...proofs].sort()).toEqual(
      Object.keys(stack.resources('aws_route53_record')).map((id) => `\${aws_route53_record.${id}.fqdn}`),
    );
  });

  it('is issued where its provider says, while the proofs stay with the default provider', () => {
    const stack = certificateFor(['app.test.nxloy.com'], true);
    expect(stack.only('aws_acm_certificate').provider).toBe('aws.global');
    expect(stack.only('aws_acm_certificate_validation').provider).toBe('aws.global');
    expect(stack.only('aws_route53_record')).not.toHaveProperty('provider');
  });

  it('refuses hosts outside the zone, all at once, and a list without hosts', () => {
    expect(() => certificateFor(['app.test.nxloy.com', 'app.nxloy.com', 'eviltest.nxloy.com'])).toThrow(
      'test/Certificate: hosts "app.nxloy.com", "eviltest.nxloy.com" must lie in the zone test.nxloy.com',
    );
    expect(() => certificateFor([])).toThrow('test/Certificate: hosts is empty');
  });
});
