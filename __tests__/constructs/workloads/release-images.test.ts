import { TerraformOutput } from 'cdktf';
import { ReleaseImages } from '../../../constructs/workloads/release-images';
import { synthesize } from '../../support/synth';

const images = (protection: 'none' | 'deletion-protection') => {
  const made: { values?: string; condition?: string } = {};
  const stack = synthesize((scope) => {
    const running = new ReleaseImages(scope, 'Images', {
      recordName: '/nxloy/dev/release',
      registry: '111122223333.dkr.ecr.eu-central-1.amazonaws.com',
      images: ['nxloy-backend', 'nxloy-web'],
      protection,
    });
    const backend = running.of('nxloy-backend');
    made.values = backend.values;
    made.condition = String((backend.preconditions[0] as { condition: string }).condition);
    new TerraformOutput(scope, 'literal', { value: running.of('example.com/tool:1.2').values });
  });
  return { stack, made };
};

test('what the variable says lies over what was recorded, and is put out to be recorded in turn', () => {
  const { stack } = images('none');
  const [record] = Object.keys(stack.json.data.aws_ssm_parameter);
  expect(stack.json.data.aws_ssm_parameter[record!].name).toBe('/nxloy/dev/release');
  expect(stack.json.locals.running_images).toBe(
    `\${merge(jsondecode(data.aws_ssm_parameter.${record}.insecure_value), var.images)}`,
  );
  expect(stack.json.output.running_images.value).toBe('${local.running_images}');
});

test('a deployment that says nothing says nothing of images', () => {
  expect(images('none').stack.json.variable.images).toMatchObject({ default: {}, nullable: false });
});

test('an image is the registry’s, by digest or tag; somebody else’s is what its reference says', () => {
  const { stack, made } = images('none');
  expect(made.values).toContain('repository = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/nxloy-backend"');
  expect(made.values).toContain('"digest" : "tag"');
  expect(stack.json.output.literal.value).toBe(
    '${jsonencode({"image" = {"repository" = "example.com/tool", "tag" = "1.2"}})}',
  );
});

test('without an image nothing is planned, and where data is protected not without its digest', () => {
  expect(images('none').made.condition).toBe('${lookup(local.running_images, "nxloy-backend", "") != ""}');
  expect(images('deletion-protection').made.condition).toMatch(/can\(regex\("\^sha256/);
});
