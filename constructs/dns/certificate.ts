import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import type { HostedZone } from './hosted-zone';

export interface CertificateProps {
  /** Zone in which ownership of the hosts is proved. */
  readonly zone: HostedZone;
  /** Names that the certificate is for, the first being its main one. Adding one makes a new certificate. */
  readonly hosts: readonly string[];
  /** Provider of the region in which the certificate is used. @default - the stack's default provider */
  readonly provider?: TerraformProvider;
}

/** A certificate that AWS issues and renews as long as the zone holds the records that prove who owns the hosts. */
export class Certificate extends Construct {
  /** Of the issued certificate: whoever uses it waits until AWS has seen the proof. */
  readonly arn: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: CertificateProps,
  ) {
    super(scope, id);
    this.validateHosts();
    const [domainName, ...subjectAlternativeNames] = props.hosts;
    const certificate = new AcmCertificate(this, 'Resource', {
      domainName,
      subjectAlternativeNames: subjectAlternativeNames.length > 0 ? subjectAlternativeNames : undefined,
      validationMethod: 'DNS',
      tags: { Name: domainName ?? '' },
      options: { certificateTransparencyLoggingPreference: 'ENABLED' },
      // Load balancers and distributions hold on to the old certificate until they have the new one.
      lifecycle: { createBeforeDestroy: true },
      provider: props.provider,
    });
    const proofs = props.hosts.map((host) => this.createProof(certificate, host));
    this.arn = new AcmCertificateValidation(this, 'Validation', {
      certificateArn: certificate.arn,
      validationRecordFqdns: proofs.map(({ fqdn }) => fqdn),
      provider: props.provider,
    }).certificateArn;
  }

  private validateHosts(): void {
    const { hosts, zone } = this.props;
    if (hosts.length === 0)
      throw new Error(`${this.node.path}: hosts is empty, but a certificate needs a name: add one`);
    const strangers = hosts.filter((host) => host !== zone.zoneName && !host.endsWith(`.${zone.zoneName}`));
    if (strangers.length > 0)
      throw new Error(
        `${this.node.path}: hosts "${strangers.join('", "')}" must lie in the zone ${zone.zoneName}, ` +
          'where their ownership is proved: rename them or name their zone',
      );
  }

  /**
   * The record that proves ownership of `host`. Each host has a resource of its own, so that its address never depends
   * on what AWS answers, and the first plan needs no certificate.
   */
  private createProof(certificate: AcmCertificate, host: string): Route53Record {
    const option = (attribute: string): string =>
      `\${one([for option in ${certificate.fqn}.domain_validation_options : option.${attribute} ` +
      `if option.domain_name == "${host}"])}`;
    return new Route53Record(this, `Proof-${host}`, {
      zoneId: this.props.zone.zoneId,
      name: option('resource_record_name'),
      type: option('resource_record_type'),
      records: [option('resource_record_value')],
      ttl: 60,
      // A host has the same proof in every certificate of the account, whatever the region.
      allowOverwrite: true,
    });
  }
}
