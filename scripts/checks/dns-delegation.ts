import { type Check, type CheckContext, fail, type Finding, ok } from './check';

const normal = (name: string): string => name.toLowerCase().replace(/\.$/, '');

async function delegation(context: CheckContext): Promise<Finding> {
  const { zone } = context.environment.hosts;
  const own = await context.account.zoneNameServers(zone);
  if (!own) return fail(`the DNS zone ${zone} does not exist`, `infra bootstrap ${context.environment.name}`);
  const seen = new Set((await context.nameServers(zone)).map(normal));
  if (own.map(normal).some((server) => seen.has(server))) return ok(`DNS zone ${zone} is delegated`);
  // Every environment has a certificate, and Terraform waits until the world can see its records.
  return fail(
    `the DNS zone ${zone} is not delegated yet, so its certificates would wait for ever`,
    `at the registrar or in the parent zone, set the NS records of ${zone} to ${own.join(', ')}`,
  );
}

export const dnsDelegation: Check = {
  name: 'dns',
  // Nobody delegates a zone to the simulator.
  run: async (context) => (context.sandbox ? [] : [await delegation(context)]),
};
