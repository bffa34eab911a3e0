// Parts of the page's own TypeScript in a real page, without a collector: bundled as the build does it, on an address of
// its own whose network is empty.
import { join } from 'node:path';
import { build } from 'esbuild';
import { css } from '../../../web/css-plugin.mjs';
import { root } from './collector.mjs';

/** JavaScript that puts what these files (under web/src) export into `window.parts`. */
export async function bundleParts(...files) {
  const result = await build({
    stdin: { contents: files.map((file) => `export * from './${file}';`).join('\n'), resolveDir: join(root, 'web/src'), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'parts',
    target: 'es2022',
    plugins: [css],
  });
  return result.outputFiles[0].text;
}

/** Opens `html` as a page of its own with those parts. All that it asks the network for is in `asked`. */
export async function openParts(browser, script, html, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 }, ...options });
  const asked = [];
  await page.route('**/*', (route) => {
    const url = route.request().url();
    if (url === 'https://parts.example/') return route.fulfill({ contentType: 'text/html', body: html });
    asked.push(url);
    return route.abort();
  });
  await page.goto('https://parts.example/');
  await page.addScriptTag({ content: script });
  return { page, asked };
}
