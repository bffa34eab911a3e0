// How the collector is asked: what outlives the page, what a 429 says, and that nothing but a status comes of a failure.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { page } from './bundle.mjs';

const { createPost, max_retry_after_ms, retryAfter } = await page('transport/post.ts');
const { max_batch_bytes } = await page('transport/delivery.ts');
const { fetch } = globalThis;
afterEach(() => void (globalThis.fetch = fetch));

/** Posts a body of so many bytes to a collector that gives `answer`; what was asked, and what came of it. */
async function post(bytes, answer, stop) {
  let asked;
  globalThis.fetch = async (url, options) => {
    asked = { url, ...options };
    if (options.signal.aborted) throw options.signal.reason;
    return answer;
  };
  const came = await createPost('https://collector.example')('events', 'application/json', new Uint8Array(bytes), undefined, stop);
  return { asked, came };
}

test('a_batch_of_the_limit_outlives_its_page', async () => {
  const { asked } = await post(max_batch_bytes, new Response('{}'));
  assert.equal(asked.keepalive, true);
  assert.equal(asked.url, 'https://collector.example/v1/events');
  assert.deepEqual([asked.credentials, asked.referrerPolicy, asked.method], ['omit', 'no-referrer', 'POST']);
});

test('what_browsers_would_refuse_to_keep_alive_is_posted_without', async () => {
  assert.equal((await post(64 * 1024, new Response('{}'))).asked.keepalive, false);
});

test('retry_after_is_read_in_seconds_and_as_a_date_and_is_bounded', async () => {
  const now = Date.parse('2026-11-26T12:00:00Z');
  assert.equal(retryAfter(null, now), 0);
  assert.equal(retryAfter('', now), 0);
  assert.equal(retryAfter('120', now), 120_000);
  assert.equal(retryAfter('Thu, 26 Nov 2026 12:00:30 GMT', now), 30_000);
  for (const wrong of ['soon', '-5', 'Thu, 26 Nov 2026 11:00:00 GMT', 'NaN']) assert.equal(retryAfter(wrong, now), 0, wrong);
  assert.equal(retryAfter('3600', now), max_retry_after_ms);
  assert.equal(retryAfter('3601', now), max_retry_after_ms);
  assert.equal(retryAfter('9'.repeat(400), now), max_retry_after_ms);
  const { came } = await post(1, new Response('busy', { status: 503, headers: { 'retry-after': '7' } }));
  assert.deepEqual(came, { status: 503, text: 'busy', retry_after_ms: 7_000 });
});

test('half_an_answer_counts_as_none', async () => {
  const broken = new ReadableStream({ start: (to) => to.error(new Error('cut off')) });
  assert.deepEqual((await post(1, new Response(broken, { status: 201 }))).came, { status: 0, text: '' });
});

test('what_is_stopped_counts_as_no_answer', async () => {
  assert.deepEqual((await post(1, new Response(''), AbortSignal.abort())).came, { status: 0, text: '' });
});
