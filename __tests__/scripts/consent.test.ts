import { askConsent } from '../../scripts/consent';
import type { Risk } from '../../scripts/risk/rule';
import { environmentTarget } from '../../scripts/target';

const loss: Risk = { rule: 'data-loss', address: 'aws_db_instance.d', message: 'is deleted' };
const wide: Risk = { rule: 'open-to-the-world', address: 'aws_security_group.s', message: 'is open' };

const asked = (answer = true) => ({ agree: jest.fn(async () => answer), type: jest.fn(async () => answer) });
const consent = (name: string, risks: Risk[], approval = {}, confirmation = asked()) =>
  askConsent(environmentTarget(name, undefined), { risks }, approval, confirmation);

test('a digest is enough, whatever else is risky', () =>
  expect(consent('prod', [wide], { yes: 'd' })).resolves.toBeUndefined());

test('a digest alone never loses data of a protected environment', async () => {
  await expect(consent('prod', [wide, loss], { yes: 'd' })).rejects.toThrow(
    'plan of prod: would lose data for good: aws_db_instance.d is deleted\n  → if that is really meant: infra deploy prod --yes d --accept-data-loss',
  );
  await expect(consent('prod', [loss], { yes: 'd', acceptDataLoss: true })).resolves.toBeUndefined();
  await expect(consent('dev', [loss], { yes: 'd' })).resolves.toBeUndefined();
});

test('on the terminal, losing data takes more than a yes', async () => {
  const confirmation = asked();
  await consent('prod', [loss], {}, confirmation);
  expect(confirmation.type).toHaveBeenCalledWith(expect.stringContaining('loses data for good'), 'prod');
  expect(confirmation.agree).not.toHaveBeenCalled();
});

test.each([[[]], [[loss]]])('a no changes nothing', (risks) =>
  expect(consent('prod', risks, {}, asked(false))).rejects.toThrow('was not confirmed, so nothing was changed'),
);
