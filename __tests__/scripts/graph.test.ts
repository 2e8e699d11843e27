import { readFileSync } from 'node:fs';
import path from 'node:path';
import { drawEnvironment } from '../../scripts/graph';
import { drawnOtherwise, kinds } from '../../scripts/graph/kinds';
import { pictureOf, type SynthesizedStack } from '../../scripts/graph/model';
import { shipped, shippedEnvironment, synthesizeEnvironment } from '../support/stacks';

const stackOf = (name: string): SynthesizedStack => synthesizeEnvironment(shippedEnvironment(name)).json;
const prod = stackOf('prod');

test("the README's picture shows prod as it is: redraw it with `infra graph prod --output docs/architecture.svg`", async () => {
  const committed = readFileSync(path.join(__dirname, '..', '..', 'docs', 'architecture.svg'), 'utf8');
  expect(await drawEnvironment('prod', prod)).toBe(committed);
});

test.each(shipped.map(({ name }) => name))('every resource type of %s is in the picture', (name) => {
  const known = [...kinds.flatMap(({ types }) => types), ...drawnOtherwise];
  expect(Object.keys(stackOf(name).resource ?? {}).filter((type) => !known.includes(type))).toEqual([]);
});

test('shows who may open connections to the data', () => {
  expect(pictureOf('prod', prod).arrows).toEqual(
    expect.arrayContaining([
      { from: 'cluster', to: 'postgresql', label: 'port 5432' },
      { from: 'cluster', to: 'valkey', label: 'port 6379' },
    ]),
  );
});

test('draws no arrow without a reference, and no box without a resource', () => {
  const bare: SynthesizedStack = {
    resource: {
      aws_cloudfront_distribution: { cdn: { aliases: ['assets.example.com'] } },
      aws_s3_bucket: { assets: { bucket: 'assets' } },
    },
  };
  const { arrows, boxes } = pictureOf('bare', bare);
  expect(boxes.map(({ id }) => id)).toEqual(['cdn', 'buckets']);
  expect(arrows).toEqual([]);
});
