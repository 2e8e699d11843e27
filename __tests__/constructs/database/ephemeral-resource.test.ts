import { EphemeralResource } from '../../../constructs/database/ephemeral-resource';
import { synthesize } from '../../support/synth';

describe('EphemeralResource', () => {
  test('stands in the ephemeral section under the name that its references use', () => {
    let reference = '';
    const { json } = synthesize((stack) => {
      reference = new EphemeralResource(stack, 'Random', 'aws_thing', { size: 3 }).reference('value');
    });
    const [id] = Object.keys(json.ephemeral.aws_thing);
    expect(json.ephemeral).toEqual({ aws_thing: { [id!]: { size: 3 } } });
    expect(reference).toBe(`ephemeral.aws_thing.${id}.value`);
  });

  test('of one type, several stand side by side', () => {
    const { json } = synthesize((stack) => {
      new EphemeralResource(stack, 'One', 'aws_thing', {});
      new EphemeralResource(stack, 'Two', 'aws_thing', {});
    });
    expect(Object.keys(json.ephemeral.aws_thing)).toEqual(['One', 'Two']);
  });
});
