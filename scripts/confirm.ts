import { UserError } from './errors';

/** How a verb asks before it changes something. */
export interface Confirmation {
  /** Asks for yes or no. */
  agree(question: string): Promise<boolean>;
  /** Asks for a word to be typed. */
  type(question: string, word: string): Promise<boolean>;
}

/** Whether someone is there to answer. */
export const canAsk = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true;

/** Questions on the terminal; Ctrl-C means no. */
export const askOnTerminal: Confirmation = {
  agree: async (message) => {
    const { confirm } = await import('@inquirer/prompts');
    return orNo(confirm({ message, default: false }, { output: process.stderr }));
  },
  type: async (message, word) => {
    const { input } = await import('@inquirer/prompts');
    return (await orNo(input({ message }, { output: process.stderr }))) === word;
  },
};

/** For the sandbox, where there is nothing to lose. */
export const alwaysAgree: Confirmation = { agree: async () => true, type: async () => true };

async function orNo<T>(answer: Promise<T>): Promise<T | false> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') return false;
    throw error;
  }
}

/** Stops a verb that was not agreed to. */
export const declined = (thing: string): UserError =>
  new UserError({
    thing,
    rule: 'was not confirmed, so nothing was changed',
    mend: 'run the command again when you are sure',
  });
