import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { instance } from '@viz-js/viz';
import { Command } from 'commander';
import { toDot } from './graph/dot';
import { pictureOf, type SynthesizedStack } from './graph/model';
import { processOutput } from './output';
import { environmentTarget } from './target';
import { synthesize } from './workspace';

/** The picture of a synthesized environment, as SVG. */
export const drawEnvironment = async (name: string, stack: SynthesizedStack): Promise<string> =>
  (await instance()).renderString(toDot(pictureOf(name, stack)), { format: 'svg' });

export const graphCommand = (): Command =>
  new Command('graph')
    .description('draw an environment as SVG, from its synthesized stack')
    .argument('<environment>', 'such as prod')
    .option('--output <file>', 'write to a file instead of stdout')
    .addHelpText(
      'after',
      '\nExit codes: 0 drawn, 1 error. The picture in the README: infra graph prod --output docs/architecture.svg',
    )
    .action(async (environment: string, options: { output?: string }) => {
      const folder = await synthesize(environmentTarget(environment));
      const stack = JSON.parse(readFileSync(path.join(folder, 'cdk.tf.json'), 'utf8')) as SynthesizedStack;
      const picture = await drawEnvironment(environment, stack);
      if (options.output) writeFileSync(options.output, picture);
      else processOutput().result(picture);
    });
