// Somebody who does not use our page: hand-made records and envelopes, signed by a subject of their own. The collector
// runs the gate again, so an attribute that was not approved is refused and not stored, and the answer names the rule.
import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { after, before, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { coreFile } from '../support/example.mjs';
import { page } from '../web/bundle.mjs';
import { startCollector } from './support/collector.mjs';

const { openCore } = await page('core.ts');
const records = await page('records.ts');

let collector;
let boot;
let template; // what the core itself would have said
before(async () => {
  collector = await startCollector();
  const answer = Buffer.from(await (await fetch(`${collector.origin}/v1/sites/aurora-travel/boot?lang=en`)).arrayBuffer());
  const line = answer.indexOf('\n') + 1;
  const pack = answer.indexOf('\n', line) + 1;
  boot = JSON.parse(answer.subarray(line, pack));
  template = await recordOf(answer.subarray(pack));
});
after(() => collector?.stop());

/** The record of a refusal, as the core writes it for this pack. */
async function recordOf(pack) {
  const core = await openCore(readFileSync(coreFile), new Uint8Array(pack));
  const facts = core.symbols.context.map(() => '');
  core.step(records.start({ seeds: randomBytes(16), gpc: false, region: 'DE', pack_hash: boot.pack, token: '', facts, snapshot: new Uint8Array() }));
  return JSON.parse(core.step(records.choose('reject_all', true)).find((effect) => effect.do === 'send').body);
}

const id = () => randomBytes(16).toString('hex');
function makeSubject() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
  return {
    async post(path, type, value) {
      const body = JSON.stringify(value);
      const signature = sign(null, Buffer.from(body), privateKey).toString('base64');
      const response = await fetch(collector.origin + path, {
        method: 'POST',
        headers: { 'content-type': type, origin: collector.origin, 'assent-key': key, 'assent-signature': signature },
        body,
      });
      return { status: response.status, answer: await response.json() };
    },
    consent(record) {
      return this.post('/v1/consents', 'application/json', record);
    },
    send(...events) {
      return this.post('/v1/events', 'application/cloudevents-batch+json', events);
    },
  };
}

function now() {
  const time = new Date().toISOString();
  return { time, given: time };
}

const record = (granted) => ({
  ...template,
  record_id: id(),
  act: 'save',
  layer: 'preferences',
  ...now(),
  token: boot.token,
  purposes: template.purposes.map((each) => ({
    ...each,
    state: granted.includes(each.purpose) ? 'granted' : 'denied',
    separate: granted.includes(each.purpose),
  })),
});

const envelope = (record_id, destination, attributes) => ({
  specversion: '1.0',
  id: id(),
  source: 'urn:assent:aurora-travel',
  type: 'org.assent.attributes.v1',
  time: new Date().toISOString(),
  datacontenttype: 'application/json',
  assentpack: boot.pack,
  assentrecord: record_id,
  assentdestination: destination,
  data: { purposes: ['personalization'], attributes },
});

const stored = () => collector.rows('SELECT attribute, value FROM attributes ORDER BY attribute');

async function subjectWith(granted) {
  const subject = makeSubject();
  const consent = record(granted);
  const { status } = await subject.consent(consent);
  assert.ok(status === 200 || status === 201, `consent: ${status}`);
  return { subject, consent };
}

const smuggled = {
  'an attribute without consent': ['measurement', 'collector', { planning: true }, 'attribute_without_consent'],
  'an attribute that never leaves': ['accessible-trips', 'crm', { mobility: true }, 'destination_without_consent'],
  'a special attribute under its own consent': ['personalization', 'crm', { mobility: true }, 'attribute_not_for_destination'],
  'an exact age where a bucket is declared': ['personalization', 'crm', { age: 41 }, 'not_minimized'],
  'a bucket that is not declared': ['personalization', 'crm', { age: '41-42' }, 'not_minimized'],
  'a whole postcode where one digit is declared': ['personalization', 'collector', { home: '80331' }, 'not_minimized'],
  'an attribute that the policy does not know': ['personalization', 'crm', { shoe: 43 }, 'unknown_attribute'],
};

for (const [what, [purpose, destination, attributes, rule]] of Object.entries(smuggled))
  test(`${what} is refused by ${rule} and not stored`, async () => {
    const { subject, consent } = await subjectWith([purpose]);
    const { status, answer } = await subject.send({
      ...envelope(consent.record_id, destination, attributes),
      data: { purposes: [purpose], attributes },
    });
    assert.equal(status, 403);
    assert.equal(answer.rule, rule);
    assert.deepEqual(stored(), []);
  });

test('an approved envelope is stored, once, however often it comes', async () => {
  const { subject, consent } = await subjectWith(['personalization']);
  const event = envelope(consent.record_id, 'crm', { age: '35-49', party: 'family' });
  const first = await subject.send(event);
  const second = await subject.send(event);
  assert.equal(first.status, 200);
  assert.deepEqual(second, first);
  assert.deepEqual(stored(), [
    { attribute: 'age', value: '"35-49"' },
    { attribute: 'party', value: '"family"' },
  ]);
  assert.equal(collector.rows('SELECT count(*) AS n FROM events')[0].n, 1);
  await subject.consent(record([]));
  assert.deepEqual(stored(), [], 'a withdrawal erases it in the database');
  const late = await subject.send(envelope(consent.record_id, 'crm', { age: '35-49' }));
  assert.equal(late.status, 403);
  assert.deepEqual(stored(), []);
});

test('an envelope under another subject’s record is refused', async () => {
  const { consent } = await subjectWith(['personalization']);
  const { status } = await makeSubject().send(envelope(consent.record_id, 'crm', { party: 'family' }));
  assert.equal(status, 403);
  assert.deepEqual(stored(), []);
});
