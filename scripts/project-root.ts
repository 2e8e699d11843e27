import path from 'node:path';

/** The project's folder: `scripts/` and the bundle's folder `.build/` both lie one level below it. */
export const projectRoot = path.dirname(__dirname);
