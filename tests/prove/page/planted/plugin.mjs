// Puts planted/records.ts in the place of web/src/records.ts. The page's own sources hold no leak and no switch for one.
import { join } from 'node:path';

const here = import.meta.dirname;

/** For esbuild; the leak's name goes in by the definition of PLANTED_LEAK. */
export const plantedLeaks = {
  name: 'planted-leaks',
  setup(build) {
    build.onResolve({ filter: /\/records$/ }, ({ importer }) =>
      importer.startsWith(here) ? undefined : { path: join(here, 'records.ts') });
  },
};
