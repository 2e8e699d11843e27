import { App } from 'cdktf';
import { environments, validateEnvironments } from './environments';
import { selectStacks, stackCatalog } from './stacks/catalog';
import { forgetTokenTraces } from './stacks/token-traces';
import { validateStacks } from './stacks/validation';

try {
  if (!process.env.DEBUG) forgetTokenTraces();
  const catalog = stackCatalog(validateEnvironments(environments));
  const builds = selectStacks(catalog, process.env.STACKS);
  // Already validated when it is written, so not once more.
  const app = new App({ skipValidation: true });
  builds.forEach((build) => build(app));
  validateStacks(app);
  app.synth();
} catch (error) {
  console.error(process.env.DEBUG || !(error instanceof Error) ? error : error.message);
  process.exitCode = 1;
}
