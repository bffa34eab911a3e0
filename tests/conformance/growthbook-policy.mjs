// The smallest site that may ask everything: nobody has to be asked before it personalizes. Payloads are taken into a copy
// of it by `assent import`, and compiled by `assent pack`, as a customer's are.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const assent = join(root, 'build/native/assent');
const put = (file, json) => writeFileSync(file, JSON.stringify(json));

const purpose = {
  title: 'Personalization', explain: 'What fits.', owner: 'tests', why: 'Tests', retention: 'P12M',
  basis: { 'opt-in': 'consent', 'opt-out': 'legitimate-interest', notice: 'legitimate-interest' },
};

/** Where variations are kept, for the cases that keep any. */
const keeper = {
  title: 'Kept', type: 'any', source: 'declared', purposes: ['personalization'], retention: 'P6M', leaves: {},
};

/** Texts of the widget, which every site has. */
function texts() {
  const all = JSON.parse(readFileSync(join(root, 'policies/aurora-travel/texts/en.json'), 'utf8'));
  return Object.fromEntries(Object.entries(all).filter(([key]) => key.startsWith('ui.')));
}

export class Workshop {
  #folder = mkdtempSync(join(tmpdir(), 'assent-growthbook-'));

  constructor() {
    const site = this.#site();
    mkdirSync(join(site, 'texts'), { recursive: true });
    mkdirSync(join(this.#folder, 'regimes'));
    cpSync(join(root, 'policies/regimes/none.json'), join(this.#folder, 'regimes/none.json'));
    put(join(site, 'site.json'), {
      id: 'tried', title: 'Tried', languages: ['en'], regimes: ['none'], origins: ['https://tried.example'],
      controller: { name: 'Tried', contact: 'a@tried.example', 'privacy-notice': 'https://tried.example/p' },
      destinations: { collector: { title: 'Collector', purposes: ['personalization'] } },
    });
    put(join(site, 'purposes.json'), { personalization: purpose });
    put(join(site, 'notice.json'), {
      banner: { actions: ['accept', 'reject', 'choose'] }, preferences: { actions: ['save', 'accept', 'reject'] },
    });
    put(join(site, 'texts/en.json'), texts());
  }

  #site = () => join(this.#folder, 'tried');

  /** The pack of a payload. Throws with what `assent` says where it refuses. */
  pack(payload) {
    put(join(this.#site(), 'attributes.json'), { 'kept-variations': keeper });
    put(join(this.#site(), 'features.json'), { keeps: 'kept-variations' });
    put(join(this.#folder, 'payload.json'), payload);
    this.#run('import', 'growthbook', join(this.#folder, 'payload.json'), '--policy', this.#site());
    const out = join(this.#folder, 'out');
    this.#run('pack', this.#site(), '-o', out);
    const { packs } = JSON.parse(readFileSync(join(out, 'index.json'), 'utf8'));
    return readFileSync(join(out, `${packs.en}.pack`));
  }

  #run(...words) {
    try {
      execFileSync(assent, words, { stdio: ['ignore', 'ignore', 'pipe'] });
    } catch (error) {
      throw new Error(String(error.stderr ?? error));
    }
  }

  close() {
    rmSync(this.#folder, { recursive: true });
  }
}
