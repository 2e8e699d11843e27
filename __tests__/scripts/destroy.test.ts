import { refuseProtected } from '../../scripts/destroy';
import { environmentTarget } from '../../scripts/target';

test.each(['staging', 'prod'])('%s is refused, with the reason and the only way', (name) => {
  expect(() => refuseProtected(environmentTarget(name))).toThrow(
    /refused.*is protected.*Nothing was changed\n.*environments\//s,
  );
});

test('dev is not', () => {
  expect(() => refuseProtected(environmentTarget('dev'))).not.toThrow();
});
