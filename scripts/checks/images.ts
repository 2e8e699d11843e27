import { releaseParameterName } from '../../constructs/account/names';
import { applicationsOf } from '../../environments/environment-applications';
import { platform } from '../../environments/platform';
import { type Check, type CheckContext, fail, type Finding, ok } from './check';

const migrations = 'nxloy-migrations';

/** Repositories of the registry that an environment runs something of. */
const neededImages = ({ environment }: CheckContext): string[] =>
  [...Object.values(applicationsOf(environment)).map(({ image }) => image), migrations].filter((image) =>
    platform.images.includes(image),
  );

async function findings(context: CheckContext): Promise<Finding[]> {
  const { environment, account, variables } = context;
  const name = releaseParameterName(environment.name);
  const recorded = JSON.parse((await account.readParameter(name)) ?? '{}') as Record<string, string>;
  const named = { ...recorded, ...(JSON.parse(variables.TF_VAR_images ?? '{}') as Record<string, string>) };
  const needed = neededImages(context);
  const unnamed = needed.filter((image) => !named[image]);
  const asked = needed.flatMap((image) => (named[image] ? [{ image, reference: named[image] }] : []));
  const answers = await Promise.all(
    asked.map(async (one) => ({ ...one, exists: await account.imageExists(one.image, one.reference) })),
  );
  const absent = answers.filter(({ exists }) => !exists).map(({ image, reference }) => `${image} ${reference}`);
  return [
    ...(unnamed.length > 0
      ? [
          fail(
            `which image to run is not known: ${unnamed.join(', ')}`,
            `push them, and name them: export TF_VAR_images='{"${unnamed[0]}":"sha256:…"}'`,
          ),
        ]
      : []),
    ...(absent.length > 0 ? [fail(`not in the registry: ${absent.join(', ')}`, 'push it, or name another one')] : []),
    ...(unnamed.length + absent.length === 0 ? [ok('every image that is to run is in the registry')] : []),
  ];
}

export const images: Check = {
  name: 'images',
  // Nobody pushes images to the simulator.
  run: async (context) => (context.sandbox ? [] : findings(context)),
};
