import { bootstrapTarget, environmentTarget } from '../../scripts/target';

test('an unknown environment is answered with the known ones', () => {
  expect(() => environmentTarget('prd')).toThrow(
    'environment "prd": is not one of this project\n  → name one of: dev, staging, prod',
  );
});

test('sandboxes and the account never share a folder', () => {
  const folders = [undefined, 'http://127.0.0.1:1001', 'http://127.0.0.1:1002'].map(
    (endpoint) => environmentTarget('dev', endpoint ? { endpoint } : undefined).directory,
  );
  expect(new Set(folders).size).toBe(3);
  expect(folders.every((folder) => folder.includes('.infra'))).toBe(true);
});

test('environments of one account share its bootstrap stack', () => {
  expect(bootstrapTarget('dev').stack).toBe('bootstrap');
  expect(bootstrapTarget('prod').directory).toBe(bootstrapTarget('dev').directory);
});
