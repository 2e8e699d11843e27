import { execa } from 'execa';
import { projectRoot } from './project-root';

/** Commit of the sources, with `-dirty` when they were changed since; undefined outside a repository. */
export async function currentCommit(): Promise<string | undefined> {
  const git = async (...command: string[]): Promise<string | undefined> => {
    const { stdout, failed } = await execa('git', command, { cwd: projectRoot, reject: false });
    return failed ? undefined : stdout.trim();
  };
  const commit = await git('rev-parse', 'HEAD');
  if (!commit) return undefined;
  return (await git('status', '--porcelain', '--', '.')) ? `${commit}-dirty` : commit;
}
