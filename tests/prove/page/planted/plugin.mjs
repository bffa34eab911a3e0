// Puts what is planted here in the place of the page's own files of that name, which hold no leak and no switch for one.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const names = readdirSync(here).filter((name) => name.endsWith('.ts')).map((name) => name.slice(0, -'.ts'.length));

/** For esbuild; the leak's name goes in by the definition of PLANTED_LEAK. */
export const plantedLeaks = {
  name: 'planted-leaks',
  setup(build) {
    build.onResolve({ filter: new RegExp(`/(${names.join('|')})$`) }, ({ importer, path }) =>
      importer.startsWith(here) ? undefined : { path: join(here, `${path.split('/').pop()}.ts`) });
  },
};
