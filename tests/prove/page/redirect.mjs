// Plans for a site whose experiment sends visitors to another page by something that they told: it may be read for
// personalization, and told to nobody without the measurement that these visitors do not allow.
import { drawer, sides } from './plan.mjs';

const patience_ms = 30_000;

const analyst = { title: '@destination.crm', purposes: ['measurement'] };
const debts = {
  title: 'Debts', type: 'any', path: 'debts', source: 'declared', purposes: ['personalization', 'measurement'],
  retention: 'P6M', leaves: { analyst: { as: 'decision' } },
};
const experiment = {
  key: 'debtors', exposes: ['analyst'], hashAttribute: 'debts', condition: { debts: { $gt: 0 } }, weights: [0, 1],
  variations: [{}, { urlRedirect: '/privacy.html' }], urlPatterns: [{ include: true, type: 'simple', pattern: '*/sales.html' }],
};

const shop = {
  policy: {
    'site.json': (site) => ({ ...site, destinations: { ...site.destinations, analyst } }),
    'attributes.json': (attributes) => ({ ...attributes, debts }),
    'features.json': () => ({ purpose: 'personalization', experiments: [experiment] }),
  },
  pages: { 'sales.html': '<!doctype html><title>Sales</title><!-- assent:snippet -->' },
};

function draw(seed) {
  const below = drawer(seed);
  const values = [undefined, 0, 1 + below(1_000), '', `${1 + below(99)}`, [1 + below(9)], { owed: below(9) }];
  const from = below(values.length);
  return {
    seed,
    path: '/sales.html',
    // Neighbours differ, and of any three at least one would be sent on.
    secret: Array.from({ length: sides }, (_, side) => values[(from + 2 * side) % values.length]),
  };
}

const describe = ({ secret }) =>
  secret.map((value, side) => `      SECRET, run ${side + 1}: debts = ${JSON.stringify(value) ?? 'nothing'}`).join('\n');

/** Allows personalization and nothing else; who is sent on hears no answer to that. */
async function allow(visitor) {
  await visitor.click('assent-banner', 'choose');
  await visitor.part('assent-preferences', 'save');
  await visitor.clickWhere((node, { name }) => node.localName === 'input' && name === 'personalization', 'the switch');
  await visitor.click('assent-preferences', 'save');
}

async function play(run, plan, side) {
  await run.visitor.part('assent-banner', 'accept');
  await run.page.waitForFunction(() => window.assent && !Array.isArray(window.assent));
  const value = plan.secret[side];
  if (value !== undefined) await run.let((debts) => window.assent.profile.set('debts', debts), value);
  await allow(run.visitor);
  // The full core loads when nothing else goes on; then it has had its say, here or on the page where it led.
  const decided = () => run.page.evaluate(() => window.assent?.features?.explain?.('experiment:debtors')).catch(() => undefined);
  await run.visitor.until(decided, 'the decision', patience_ms);
  await run.settle();
}

export const redirect = { shop, draw, describe, play, notes: () => ({}) };
