import { selectStacks } from '../../stacks/catalog';

describe('selectStacks', () => {
  const builds = { bootstrap: jest.fn(), dev: jest.fn(), prod: jest.fn() };
  const catalog = new Map(Object.entries(builds));

  test.each([undefined, '', ' , '])('selects every stack when the selection is %j', (selection) => {
    expect(selectStacks(catalog, selection)).toEqual([builds.bootstrap, builds.dev, builds.prod]);
  });

  test('selects what was named, in the order in which an empty account needs it', () => {
    expect(selectStacks(catalog, ' prod, bootstrap ')).toEqual([builds.bootstrap, builds.prod]);
  });

  test('names every unknown stack and lists the valid ones', () => {
    expect(() => selectStacks(catalog, 'dev,porduction,qa')).toThrow(
      'STACKS names unknown stacks: porduction, qa. Valid: bootstrap, dev, prod',
    );
  });
});
