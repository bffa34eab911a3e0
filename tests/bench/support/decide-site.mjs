// Serves the page of the bench page-decide: with the widget, under a policy of its own, and with the peer's script.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { embed, root, serve } from '../../browser/support/collector.mjs';
import { audiences, card, conditionOf, numbers, placeId, plainCard } from './decide-cases.mjs';

const site_id = 'twenty-places';

const style = `body{font:16px/1.5 sans-serif;margin:0}main{display:grid;grid-template-columns:repeat(4,1fr);gap:16px;padding:16px}
.card{min-height:28em;padding:16px;border:1px solid #ccc;border-radius:8px}.button{display:inline-block;padding:8px 16px;background:#246;color:#fff}`;
const sentences = 'A window seat, a book, and a sky that needs no telescope. '.repeat(8);
const page = (script) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Journeys</title><link rel="icon" href="data:,"><style>${style}</style></head><body><main>
${numbers.map((at) => `<div class="card" id="${placeId(at)}" data-assent-slot="${placeId(at)}">${plainCard(at)}</div>`).join('\n')}
</main>${numbers.map((at) => `<article><h2>Note ${at + 1}</h2><p>${sentences}</p></article>`).join('\n')}${script}</body></html>`;

const purpose = {
  title: 'Personalization', explain: 'What fits.', owner: 'bench', why: 'Bench', retention: 'P12M',
  basis: { 'opt-in': 'consent', 'opt-out': 'legitimate-interest', notice: 'legitimate-interest' },
};
const told = (rest) => ({
  title: 'Told', source: 'declared', purposes: ['personalization'], retention: 'P6M', leaves: { collector: { as: 'decision' } }, ...rest,
});
/** A number that leaves rounded takes the full core. */
const attributes = (core) => ({
  country: told({ type: 'text' }),
  tier: told({ type: 'text' }),
  age: told({ type: 'number', range: [0, 120] }),
  visits: told({ type: 'number', range: [0, 1000], ...(core === 'full' && { leaves: { collector: { minimize: { round: 10 } } } }) }),
});

const slot = (at) => ({
  place: placeId(at), purpose: 'personalization', late: 'fade-in', exposes: ['collector'],
  experiences: audiences.map((id) => {
    const { countries, tiers, age, visits } = conditionOf(at, id);
    return {
      id, owner: 'bench', because: 'For guests from there.',
      when: { all: [{ country: { in: countries } }, { tier: { in: tiers } }, { age: { gte: age } }, { visits: { gte: visits } }] },
    };
  }),
});

const content = (at) =>
  audiences.map((audience) => `<template data-experience="${audience}">${card(at, audience)}</template>`).join('\n');

function widgetTexts() {
  const all = JSON.parse(readFileSync(join(root, 'policies/aurora-travel/texts/en.json'), 'utf8'));
  return Object.fromEntries(Object.entries(all).filter(([key]) => key.startsWith('ui.')));
}

function writePolicy(folder, core) {
  const files = {
    'site.json': {
      id: site_id, title: 'Twenty places', languages: ['en'], regimes: ['eu-gdpr'], origins: ['http://127.0.0.1:8080'],
      controller: { name: 'Twenty places', contact: 'privacy@places.example', 'privacy-notice': '/privacy.html' },
      destinations: { collector: { title: 'Collector', purposes: ['personalization'] } },
    },
    'purposes.json': { personalization: purpose },
    'notice.json': { banner: { actions: ['accept', 'reject', 'choose'] }, preferences: { actions: ['save', 'accept', 'reject'] } },
    'attributes.json': attributes(core),
    'texts/en.json': widgetTexts(),
    ...Object.fromEntries(numbers.map((at) => [`slots/${placeId(at)}.json`, slot(at)])),
  };
  const texts = Object.entries(files).map(([name, json]) => [name, JSON.stringify(json)]);
  for (const [name, text] of [...texts, ...numbers.map((at) => [`content/en/${placeId(at)}.html`, content(at)])]) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Serves the page with the widget at `/`, its policy for that `core`, and with the script `peer` at `/growthbook.html`. */
export async function startSite(core, peer) {
  const folder = mkdtempSync(join(tmpdir(), 'assent-page-decide-'));
  const [policies, data, shop] = ['policies', 'data', 'shop'].map((name) => join(folder, name));
  const policy = join(policies, site_id);
  cpSync(join(root, 'policies/regimes'), join(policies, 'regimes'), { recursive: true });
  writePolicy(policy, core);
  mkdirSync(shop);
  writeFileSync(join(shop, 'index.html'), page('<!-- assent:snippet -->'));
  writeFileSync(join(shop, 'growthbook.html'), page('<script src="/growthbook.js"></script>'));
  writeFileSync(join(shop, 'growthbook.js'), peer);
  embed(shop, { site: site_id, data, policy, attributes: 'data-region="DE"' });
  return serve({ folder, policies, data, shop });
}
