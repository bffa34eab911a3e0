// The check of a webhook's signature, as docs/destinations.md shows it to receivers, run as it stands there.
import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const page = readFileSync(new URL('../../docs/destinations.md', import.meta.url), 'utf8');
const code = /```js\n([\s\S]*?)```/.exec(page)[1];
const { isAssents } = await import(`data:text/javascript,${encodeURIComponent(code)}`);

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const dataKey = Buffer.from(publicKey.export({ format: 'jwk' }).x, 'base64url').toString('base64');
const now = 1_795_435_200_000;
const body = '{"specversion":"1.0"}';

function headers(change = {}) {
  const text = Buffer.from(`id.${now / 1000}.${body}`);
  const signature = `v1a,${sign(null, text, privateKey).toString('base64')}`;
  return { 'webhook-id': 'id', 'webhook-timestamp': String(now / 1000), 'webhook-signature': signature, ...change };
}

test('documented_check_takes_what_the_site_has_signed', () => {
  assert.equal(isAssents(headers(), body, dataKey, now), true);
  assert.equal(isAssents(headers({ 'webhook-signature': `v1a,AAAA ${headers()['webhook-signature']}` }), body, dataKey, now), true);
});

test('documented_check_refuses_everything_else', () => {
  assert.equal(isAssents(headers(), `${body} `, dataKey, now), false);
  assert.equal(isAssents(headers({ 'webhook-id': 'other' }), body, dataKey, now), false);
  assert.equal(isAssents(headers({ 'webhook-signature': headers()['webhook-signature'].replace('v1a', 'v1') }), body, dataKey, now), false);
  assert.equal(isAssents(headers(), body, dataKey, now + 300_000), false);
  assert.equal(isAssents({}, body, dataKey, now), false);
});
