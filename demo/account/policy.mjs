// Policies of a shop with customer accounts: those of a folder, with what lies in demo/account/policy laid over the example
// site and the key that its server signs bundles with.
//
// usage: node demo/account/policy.mjs --from policies --to FOLDER --key BASE64

import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const over = join(import.meta.dirname, 'policy');

/** Members of objects one by one; what lies over a list comes first. */
function merge(under, above) {
  if (Array.isArray(under)) return [...above, ...under];
  if (!under || typeof under !== 'object') return above;
  const merged = { ...under };
  for (const [name, value] of Object.entries(above)) merged[name] = name in under ? merge(under[name], value) : value;
  return merged;
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

export function layPolicy(from, to, key, site = 'aurora-travel') {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
  const files = readdirSync(over, { recursive: true }).filter((name) => /\.\w+$/.test(name));
  for (const name of files) {
    const file = join(to, site, name);
    if (!existsSync(file)) throw new Error(`${name} lies over nothing`);
    if (name.endsWith('.json')) writeFileSync(file, JSON.stringify(merge(readJson(file), readJson(join(over, name))), null, 2));
    else writeFileSync(file, readFileSync(file, 'utf8') + readFileSync(join(over, name), 'utf8'));
  }
  const site_file = join(to, site, 'site.json');
  writeFileSync(site_file, JSON.stringify({ ...readJson(site_file), bundles: { key } }, null, 2));
}

if (resolve(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' }, key: { type: 'string' } } });
  if (!values.from || !values.to || !values.key) throw new Error('--from, --to and --key are needed');
  layPolicy(values.from, values.to, values.key);
}
