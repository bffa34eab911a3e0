// Compares the shipped module with GrowthBook's SDK: `node compare.mjs [--payloads N] [--visitors N] [--seed S]`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { GrowthBook } from '@growthbook/growthbook';
import { Workshop } from '../conformance/growthbook-policy.mjs';
import { Visitor } from '../support/visitor.mjs';
import { Draw, attributes, operator_names, payload } from './draw.mjs';

const { values: options } = parseArgs({
  options: { payloads: { type: 'string', default: '10' }, visitors: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
});
const features_each = 60;
const wasm = new WebAssembly.Module(readFileSync(join(import.meta.dirname, '../../build/wasm/full.wasm')));
const workshop = new Workshop();
const text = (value) => JSON.stringify(value) ?? 'null';
console.error = () => {}; // the SDK tells of what it does not know

let cases = 0;
let away = 0; // from the default
const differences = [];
const draw = new Draw(Number(options.seed));
for (let at = 0; at < Number(options.payloads); ++at) {
  const drawn = payload(draw, features_each);
  const pack = workshop.pack(drawn);
  for (let who = 0; who < Number(options.visitors); ++who) {
    const known = attributes(draw);
    const visitor = new Visitor(wasm, pack);
    visitor.know(known);
    visitor.surround({});
    const sdk = new GrowthBook({ ...structuredClone(drawn), attributes: structuredClone(known) });
    for (const name of Object.keys(drawn.features)) {
      const theirs = sdk.evalFeature(name);
      const ours = visitor.explain(visitor.feature(name));
      const values = visitor.symbols.features[visitor.feature(name)].values;
      const value = ours.value === null ? null : values[ours.value];
      ++cases;
      if (theirs.source !== 'defaultValue') ++away;
      const same = text(value) === text(theirs.value) && ours.source === theirs.source &&
        (ours.experiment?.variation ?? null) === (theirs.experimentResult?.variationId ?? null);
      if (!same) differences.push({ name, theirs: [theirs.source, theirs.value], ours: [ours.source, value], rules: drawn.features[name], known, asked: ours.asked });
    }
    sdk.destroy();
  }
}
workshop.close();
for (const each of differences.slice(0, 5)) console.log(JSON.stringify(each));
console.log(`${cases} cases, ${Math.round((100 * away) / cases)} % away from the default, ${differences.length} differences, ${operator_names.length} operators`);
process.exitCode = differences.length > 0 ? 1 : 0;
