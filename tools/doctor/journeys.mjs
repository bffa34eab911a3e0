// The three ways in which the doctor visits a page, each in a fresh profile: before any choice; after a refusal; after an
// acceptance, which is then taken back. Gives what was seen as looks, and judges nothing.
//
// A look: { phase, granted, requests }, and where the page was looked at too: stood (what was granted before the answer),
// cookies, keys, elements, embeds, banners, metas, managers.
import { openVisit } from './visit.mjs';

const union = (...lists) => [...new Set(lists.flatMap((list) => list ?? []))];

async function journey(browser, url, region, walk) {
  const visit = await openVisit(browser, url, region);
  try {
    visit.enter('start');
    const answer = await visit.load();
    const first = { phase: 'before', requests: visit.requestsOf('start'), stood: [], ...(await visit.collect()) };
    const looks = [first];
    const answers = await walk((name, phase) => act(visit, looks, name, phase));
    return { ...answer, looks, answers, heard: visit.heard, dropped: visit.dropped(), address: visit.page.url() };
  } finally {
    await visit.close();
  }
}

/** Gives an answer and loads the page anew. What is asked for in between may rest on what stood before. */
async function act(visit, looks, name, phase) {
  const stood = looks.at(-1).granted;
  if (stood === undefined) return 'no widget';
  visit.enter(phase + ' answered');
  const outcome = await visit.answer(name);
  if (outcome !== 'taken') return outcome;
  await visit.settle();
  const granted = await visit.granted();
  looks.push({ phase, granted: union(stood, granted), requests: visit.requestsOf(phase + ' answered') });
  visit.enter(phase + ' again');
  await visit.reload();
  looks.push({ phase, requests: visit.requestsOf(phase + ' again'), stood, ...(await visit.collect()) });
  return outcome;
}

/** All three. The first comes alone, so that a page that cannot be reached is one failure and not three. */
export async function visitAll(browser, url, region) {
  const before = await journey(browser, url, region, async () => ({}));
  const [refused, accepted] = await Promise.all([
    journey(browser, url, region, async (answer) => ({ reject: await answer('reject', 'reject') })),
    journey(browser, url, region, async (answer) => {
      const accept = await answer('accept', 'accept');
      return accept === 'taken' ? { accept, withdraw: await answer('reject', 'withdraw') } : { accept };
    }),
  ]);
  // What comes before a choice was seen in the first.
  return [before, ...[refused, accepted].map((each) => ({ ...each, looks: each.looks.slice(1) }))];
}
