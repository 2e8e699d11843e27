import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
import { Fn, TerraformLocal, TerraformOutput, type TerraformResourceLifecycle, TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import { isProtected, type Protection } from '../protection';
import { literalImage } from './application-values';

export interface ReleaseImagesProps {
  /** Parameter with what the last good deployment ran, as JSON of image name and digest. */
  readonly recordName: string;
  /** Host of the registry: `111122223333.dkr.ecr.us-east-2.amazonaws.com`. */
  readonly registry: string;
  /** Repositories of the registry. */
  readonly images: readonly string[];
  /** Protected environments run digests only; others also tags, but never `latest`. */
  readonly protection: Protection;
}

/** An image as a release takes it. */
export interface ReleaseImage {
  /** Values document with nothing but the image, as an expression. */
  readonly values: string;
  /** Fails the plan while nobody has said which image to run. */
  readonly preconditions: NonNullable<TerraformResourceLifecycle['precondition']>;
}

const digest = '^sha256:[0-9a-f]{64}$';
const tag = '^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$';

/**
 * Which image each application runs: what the last good deployment recorded, and over it what the variable `images`
 * says. A deployment that says nothing changes nothing that runs.
 */
export class ReleaseImages extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ReleaseImagesProps,
  ) {
    super(scope, id);
    const record = new DataAwsSsmParameter(this, 'Record', { name: props.recordName });
    this.createVariable();
    const running = new TerraformLocal(
      this,
      'Running',
      `\${merge(jsondecode(${record.fqn}.insecure_value), var.images)}`,
    );
    running.overrideLogicalId('running_images');
    // What a good deployment records.
    new TerraformOutput(this, 'Output', { value: '${local.running_images}' }).overrideLogicalId('running_images');
  }

  /** @param image a repository of the registry, or somebody else's image by its whole reference */
  of(image: string): ReleaseImage {
    if (image.includes('/')) return { values: Fn.jsonencode({ image: literalImage(image) }), preconditions: [] };
    const running = `lookup(local.running_images, "${image}", "")`;
    const key = `(startswith(${running}, "sha256:") ? "digest" : "tag")`;
    return {
      values: `\${jsonencode({ image = { repository = "${this.props.registry}/${image}", ${key} = ${running} } })}`,
      preconditions: [this.isNamed(image, running)],
    };
  }

  private isNamed(image: string, running: string) {
    const { protection, recordName } = this.props;
    const digestNeeded = isProtected(protection);
    return {
      condition: digestNeeded ? `\${can(regex("${digest}", ${running}))}` : `\${${running} != ""}`,
      errorMessage:
        `images: ${recordName} names no ${digestNeeded ? 'digest' : 'image'} to run for ${image}, and neither does ` +
        `the variable: push it, and say which it is: TF_VAR_images='{"${image}":"sha256:…"}'`,
    };
  }

  private createVariable(): void {
    const { images, protection } = this.props;
    const variable = new TerraformVariable(this, 'Images', {
      type: 'map(string)',
      default: {},
      nullable: false,
      description: 'Images to run instead of the recorded ones, by repository',
      validation: [
        {
          condition: `\${alltrue([for name in keys(var.images) : contains(${JSON.stringify(images)}, name)])}`,
          errorMessage: `images names an unknown repository: name one of ${images.join(', ')}.`,
        },
        isProtected(protection) ? digestsOnly : nothingLatest,
      ],
    });
    variable.overrideLogicalId('images');
  }
}

const digestsOnly = {
  condition: `\${alltrue([for image in values(var.images) : can(regex("${digest}", image))])}`,
  errorMessage:
    'images must be digests, sha256:<64 hexadecimal digits>: a tag can be moved, and this environment is protected.',
};

const nothingLatest = {
  condition: `\${alltrue([for image in values(var.images) : image != "latest" && can(regex("${digest}|${tag}", image))])}`,
  errorMessage:
    'images must be digests, sha256:<64 hexadecimal digits>, or tags other than latest: nobody can say what that was yesterday.',
};
