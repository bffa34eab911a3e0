// The boot answer: only a whole, signed answer for this site with the pack that it names is taken.
import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { test } from 'node:test';
import { page } from './bundle.mjs';

const { readBoot } = await page('loader.ts');

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const key = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
const pack = Buffer.from('pack bytes\nwith a second line');
const pack_hash = createHash('sha256').update(pack).digest('hex');

function answer({
  line = JSON.stringify({ site: 'shop', pack: pack_hash, region: '', token: 't' }),
  signed = line,
  bytes = pack,
} = {}) {
  const signature = sign(null, Buffer.from(signed), privateKey).toString('base64');
  return new Uint8Array(Buffer.concat([Buffer.from(signature + '\n' + line + '\n'), bytes]));
}
const reason = (expected) => (error) => error.reason === expected;

test('a_genuine_answer_gives_its_fields_and_the_pack', async () => {
  const { boot, pack: read } = await readBoot(answer(), 'shop', key);
  assert.equal(boot.pack, pack_hash);
  assert.deepEqual(Buffer.from(read), pack);
});

test('a_changed_line_another_site_and_a_wrong_key_are_refused', async () => {
  const line = JSON.stringify({ site: 'shop', pack: pack_hash });
  await assert.rejects(readBoot(answer({ line, signed: line + ' ' }), 'shop', key), reason('boot_signature'));
  await assert.rejects(readBoot(answer(), 'other', key), reason('boot_signature'));
  const other = generateKeyPairSync('ed25519')
    .publicKey.export({ type: 'spki', format: 'der' })
    .subarray(-32)
    .toString('base64');
  await assert.rejects(readBoot(answer(), 'shop', other), reason('boot_signature'));
  await assert.rejects(readBoot(answer(), 'shop', 'not base64!'), reason('boot_signature'));
});

test('one_altered_byte_of_the_pack_is_refused', async () => {
  const altered = Buffer.from(pack);
  altered[3] ^= 1;
  await assert.rejects(readBoot(answer({ bytes: altered }), 'shop', key), reason('pack_hash'));
});

test('an_answer_that_is_no_boot_answer_is_refused', async () => {
  for (const text of ['', '\n', '\n\n', '<!doctype html>\n<p>\n']) {
    await assert.rejects(readBoot(new TextEncoder().encode(text), 'shop', key), reason('boot_signature'));
  }
});

test('a_signed_line_that_is_not_json_is_refused', async () => {
  await assert.rejects(readBoot(answer({ line: 'no json' }), 'shop', key));
});
