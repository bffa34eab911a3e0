// The second-layer document: loaded once, checked, tried again after a failure, and what it completes.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { page } from './bundle.mjs';

const { createSecondLayer, complete, completeView } = await page('second-layer.ts');

const second = {
  controller: { name: 'Shop', contact: 'privacy@shop.example', notice: 'https://shop.example/privacy' },
  texts: { save: 'Save' },
  purposes: [{ title: 'Needed' }, { title: 'Ads' }],
  attributes: [{ title: 'Age', source: 'declared', purposes: ['Ads'] }],
  slots: [{ late: 'fade_in', content: 'c0', because: { old: 'You are older.' } }],
};
const document = JSON.stringify(second);
const hash = createHash('sha256').update(document).digest('hex');

/** Answers each request with the next of `bodies`; null is a network that is away. Returns the requests. */
function answering(context, ...bodies) {
  const asked = [];
  context.mock.method(globalThis, 'fetch', async (url, options) => {
    asked.push([url, options.credentials, options.referrerPolicy]);
    const body = bodies.shift();
    if (body === null) throw new TypeError('away');
    return new Response(body);
  });
  return asked;
}
const failed = (reason) => (error) => error.reason === reason;

test('it_is_requested_at_the_first_need_and_once_for_all', async (context) => {
  const asked = answering(context, document);
  const load = createSecondLayer('https://shop.example', hash);
  assert.deepEqual(asked, []);
  const [one, other] = await Promise.all([load(), load()]);
  assert.equal(one, other);
  assert.equal(await load(), one);
  assert.equal(JSON.stringify(one), document);
  assert.deepEqual(asked, [[`https://shop.example/packs/${hash}`, 'omit', 'no-referrer']]);
});

test('a_failure_fails_all_who_wait_and_the_next_need_tries_again', async (context) => {
  const asked = answering(context, null, document);
  const load = createSecondLayer('', hash);
  const both = [load(), load()];
  for (const each of both) await assert.rejects(each, failed('layers_not_loaded'));
  assert.equal((await load()).controller.name, 'Shop');
  assert.equal(asked.length, 2);
});

test('a_document_of_another_hash_is_not_taken_and_never_kept', async (context) => {
  const asked = answering(context, document.replace('Shop', 'Shup'), document);
  const load = createSecondLayer('', hash);
  await assert.rejects(load(), failed('layers_hash'));
  assert.equal((await load()).controller.name, 'Shop');
  assert.equal(asked.length, 2);
});

test('an_answer_of_failure_is_no_document', async (context) => {
  context.mock.method(globalThis, 'fetch', async () => new Response(document, { status: 404 }));
  await assert.rejects(createSecondLayer('', hash)(), failed('layers_not_loaded'));
});

const symbols = {
  site: 'shop',
  texts: { title: 'Your choice' },
  purposes: [{ id: 'needed' }, { id: 'ads' }],
  attributes: [{ id: 'age', type: 'number' }],
  slots: [{ id: 'top', place: 'home.top' }],
};
/** As comparable as any other: what the page makes inherits nothing. */
const plain = (value) => JSON.parse(JSON.stringify(value));

test('symbols_are_completed_by_position_and_stay_as_they_were', () => {
  const before = JSON.stringify(symbols);
  const all = complete(symbols, second);
  assert.deepEqual(plain(all), {
    site: 'shop',
    controller: second.controller,
    texts: { title: 'Your choice', save: 'Save' },
    purposes: [{ id: 'needed', title: 'Needed' }, { id: 'ads', title: 'Ads' }],
    attributes: [{ id: 'age', type: 'number', title: 'Age', source: 'declared', purposes: ['Ads'] }],
    slots: symbols.slots,
  });
  assert.equal(JSON.stringify(symbols), before);
});

test('a_view_is_completed_row_by_row_and_stays_as_it_was', () => {
  const view = { texts: symbols.texts, purposes: [{ id: 'needed', on: true }, { id: 'ads', on: false }], data: [{ attribute: 0, value: 34 }] };
  const before = JSON.stringify(view);
  const full = completeView(view, complete(symbols, second));
  assert.equal(full.texts.save, 'Save');
  assert.deepEqual(plain(full.purposes), [{ id: 'needed', on: true, title: 'Needed' }, { id: 'ads', on: false, title: 'Ads' }]);
  assert.equal(full.data[0].title, 'Age');
  assert.equal(full.data[0].value, 34);
  assert.equal(JSON.stringify(view), before);
});

test('what_is_absent_stays_absent_where_a_page_has_polluted_every_object', () => {
  Object.prototype.age_note = 'planted';
  try {
    const all = complete(symbols, second);
    assert.equal(all.texts.age_note, undefined);
    assert.equal(all.purposes[0].age_note, undefined);
    assert.equal(completeView({ purposes: [{}, {}], data: [] }, all).age_note, undefined);
  } finally {
    delete Object.prototype.age_note;
  }
});
