import { App } from 'cdktf';
import { environments, validateEnvironments } from '../environments';
import { stackCatalog } from '../stacks/catalog';

// Synthesizes COPIES environments shaped like the largest one, each with a network and a zone of its own.
const largest = environments[environments.length - 1]!;
const copies = Array.from({ length: Number(process.env.COPIES) }, (_, index) => {
  const zone = `copy${index}.example.com`;
  return {
    ...largest,
    name: `copy${index}`,
    network: { ...largest.network, cidr: `10.${100 + index}.0.0/16` },
    hosts: { zone, web: `app.${zone}`, api: `api.${zone}`, mobileWeb: `m.${zone}`, assets: `assets.${zone}` },
  };
});
const app = new App();
for (const build of stackCatalog(validateEnvironments(copies)).values()) build(app);
app.synth();
