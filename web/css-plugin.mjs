// Lets TypeScript import a style sheet as minified text, by name: import { text } from './x.css'.

import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';

export const css = {
  name: 'css-as-text',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const sheet = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true, target: 'es2022' });
      return { contents: `export const text = ${JSON.stringify(sheet.code.trim())};` };
    });
  },
};
