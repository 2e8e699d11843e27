import * as z from 'zod';
import { releaseParameterName } from '../../constructs/account/names';
import { applicationsOf } from '../../environments/environment-applications';
import { platform } from '../../environments/platform';
import { type Check, type CheckContext, fail, type Finding, ok } from './check';

const migrations = 'nxloy-migrations';
const imagesByName = z.record(z.string(), z.string());

/** Repositories of the registry that an environment runs something of. */
const neededImages = ({ environment }: CheckContext): string[] =>
  [...Object.values(applicationsOf(environment)).map(({ image }) => image), migrations].filter((image) =>
    platform.images.includes(image),
  );

/** What the variable says, where nobody has planned with it yet. */
function variableImages({ variables }: CheckContext): Record<string, string> | undefined {
  try {
    return imagesByName.parse(JSON.parse(variables.TF_VAR_images ?? '{}'));
  } catch {
    return undefined;
  }
}

async function findings(context: CheckContext): Promise<Finding[]> {
  const { environment, account, plannedImages } = context;
  if (plannedImages) return compare(context, plannedImages);
  const fromVariable = variableImages(context);
  if (fromVariable === undefined)
    return [
      fail(
        `TF_VAR_images is not an object of images in JSON: "${context.variables.TF_VAR_images}"`,
        `write it as JSON, export TF_VAR_images='{"${migrations}":"sha256:…"}', or run what is recorded: unset TF_VAR_images`,
      ),
    ];
  const recorded = (await account.readParameter(releaseParameterName(environment.name))) ?? '{}';
  return compare(context, { ...(JSON.parse(recorded) as Record<string, string>), ...fromVariable });
}

/** Compares the images that are to run with those that have to, and with the registry. */
async function compare(context: CheckContext, named: Readonly<Record<string, string>>): Promise<Finding[]> {
  const { account } = context;
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
