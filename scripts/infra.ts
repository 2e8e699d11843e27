import { Command } from 'commander';
import { bootstrapCommand } from './bootstrap';
import { deployCommand } from './deploy';
import { destroyCommand } from './destroy';
import { doctorCommand } from './doctor';
import { describeError } from './errors';
import { graphCommand } from './graph';
import { planCommand } from './plan';
import { rehearseCommand } from './rehearse';

const program = new Command('infra')
  .description('NxLoy infrastructure: from an empty AWS account to a running platform')
  .addHelpText(
    'after',
    '\nEvery verb explains itself: infra <verb> --help. Errors go to stderr, exit code 1; DEBUG=1 adds the stack trace.',
  )
  .showHelpAfterError()
  .addCommand(doctorCommand())
  .addCommand(bootstrapCommand())
  .addCommand(planCommand())
  .addCommand(deployCommand())
  .addCommand(destroyCommand())
  .addCommand(rehearseCommand())
  .addCommand(graphCommand());

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${describeError(error, Boolean(process.env.DEBUG))}\n`);
  process.exitCode = 1;
});
