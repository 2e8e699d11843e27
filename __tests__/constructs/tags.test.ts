import { requiredTags, standardTags } from '../../constructs/tags';

describe('standardTags', () => {
  const tags = standardTags({ environment: 'dev', owner: 'platform', costCenter: 'engineering' });

  test('hold every required tag, and no empty one', () => {
    expect(Object.keys(tags)).toEqual([...requiredTags]);
    expect(Object.values(tags).every(Boolean)).toBe(true);
  });

  test('say which environment it is, who answers for it and who pays', () => {
    expect(tags).toMatchObject({ Environment: 'dev', Owner: 'platform', CostCenter: 'engineering' });
  });
});
