import { App } from 'cdktf';
import { environments, validateEnvironments } from './environments';
import { selectStacks, stackCatalog } from './stacks/catalog';

try {
  const catalog = stackCatalog(validateEnvironments(environments));
  const builds = selectStacks(catalog, process.env.STACKS);
  const app = new App();
  builds.forEach((build) => build(app));
  app.synth();
} catch (error) {
  console.error(process.env.DEBUG || !(error instanceof Error) ? error : error.message);
  process.exitCode = 1;
}
