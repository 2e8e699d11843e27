import path from 'node:path';
import { lostResources } from '../../../scripts/recovery/lost-resources';
import { readJournal } from '../../../scripts/terraform/journal';

const events = readJournal(path.join(__dirname, '..', 'terraform', 'recorded', 'killed.jsonl'));
const versioning = 'aws_s3_bucket_versioning.Assets_Versioning_BEEABCAD';
const id = 'nxloy-dev-assets-000000000000';

test('what was made and is not in the state is lost, what was begun is unclear', () => {
  const { made, unclear } = lostResources(events, new Map());
  expect(made).toContainEqual({ address: versioning, id });
  expect(unclear).toContain('aws_route53_record.Certificate_Proof-apidevnxloycom_DD905D7C');
});

test('what the state knows is not lost', () => {
  expect(lostResources(events, new Map([[versioning, id]])).made.map(({ address }) => address)).not.toContain(
    versioning,
  );
});

test('a replaced resource that the state knows by its predecessor is lost', () => {
  expect(lostResources(events, new Map([[versioning, 'its predecessor']])).made).toContainEqual({
    address: versioning,
    id,
  });
});

test('a replacement that was begun is unclear, although the state still knows the predecessor', () => {
  const network = 'aws_vpc.Network_1C6012B5';
  expect(lostResources(events, new Map([[network, 'vpc-old']])).unclear).toContain(network);
});
