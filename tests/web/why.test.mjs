// Reasons in words: no value and no constant that the pack hides, and honest about weight and source.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { page } from './bundle.mjs';

const { createWords, fill } = await page('elements/why/reasons.ts');
const { createPlaces } = await page('elements/why/places.ts');
const { isWithheld } = await page('elements/why/sheet.ts');
const { weightsOf } = await page('weights.ts');

const said = JSON.parse(readFileSync(join(resolve(import.meta.dirname, '../..'), 'policies/aurora-travel/texts/en.json'), 'utf8'));
const texts = Object.fromEntries(Object.entries(said).flatMap(([key, text]) => (key.startsWith('ui.why.') ? [[key.slice('ui.why.'.length), text]] : [])));
Object.assign(texts, { yes: said['ui.yes'], no: said['ui.no'] });

const reasons = {
  texts,
  purposes: ['Running', 'Trips that suit you'],
  attributes: [
    { title: 'Who is travelling', choices: [['family', 'as a family'], ['solo', 'on my own']] },
    { title: 'Age', range: [16, 120] },
    { title: 'Travel style' },
    { title: 'Drawn to', choices: [['alps', 'mountains'], ['sea', 'the sea']] },
  ],
  slots: [{ alps: 'You travel as a family.' }],
};
const words = createWords(reasons, ['path', 'query.campaign'], 'en');
const factor = (more = {}) => ({
  attribute: 0, code: 'USED', source: 'declared', at: null, off: false, purposes: [1], inputs: [], weight: 1, together: false, asked: [], ...more,
});
const asked = (op, than, more = {}) => ({ experience: 'alps', op, than, holds: true, looked: true, ...more });

test('a_sentence_is_filled_with_text_and_nothing_else', () => {
  assert.equal(fill('{a} and {b}', { a: '{b}', b: '$&' }), '{b} and $&');
  assert.equal(fill('{unknown}', {}), '{unknown}');
});

test('comparisons_are_in_words_and_hashed_constants_are_not_said', () => {
  assert.equal(words.asked(factor({ asked: [asked(4, ['family'])] }), 'text'), 'Asked: is it as a family?');
  assert.equal(words.asked(factor({ asked: [asked(10, ['family', 'solo'])] }), 'text'), 'Asked: is it one of as a family or on my own?');
  assert.equal(words.asked(factor({ attribute: 1, asked: [asked(9, [18]), asked(6, [35])] }), 'number'), 'Asked: 18 or more? or below 35?');
  assert.equal(words.asked(factor({ asked: [asked(4, [null])] }), 'text'), '');
  assert.equal(words.asked(factor({ asked: [asked(4, ['solo'], { looked: false })] }), 'text'), '');
  assert.equal(words.asked(factor({ attribute: 3, asked: [asked(9, [0.3], { choice: 0 })] }), 'scores'), 'Asked: drawn to mountains?');
  assert.equal(words.asked(factor({ attribute: 1, asked: [asked(4, [20_781])] }), 'date'), 'Asked: is it November 24, 2026?');
});

test('weights_are_words_and_shares', () => {
  const of = (weight, whole, together = false) => words.weight(factor({ weight, together }), whole);
  assert.deepEqual(of(6, 6), { word: 'mattered most', share: 1, against: false });
  assert.equal(of(3, 6).word, 'mattered');
  assert.equal(of(1, 6).word, 'mattered a little');
  assert.equal(of(0, 6).word, 'made no difference');
  assert.deepEqual(of(-1, 2), { word: 'spoke against it', share: 0.5, against: true });
  assert.match(of(3, 6, true).word, /together/);
});

test('a_source_says_from_where_and_when', () => {
  assert.equal(words.source(factor({ at: Date.UTC(2026, 10, 23, 12) })), 'you told us, November 23, 2026');
  const inputs = [{ attribute: 0, code: 'USED' }, { attribute: 1, code: 'ABSENT' }];
  assert.equal(words.source(factor({ source: 'inferred', inputs })), 'worked out from: Who is travelling');
  assert.equal(words.title(factor({ attribute: undefined, fact: 1 })), 'The link you followed (campaign)');
});

test('values_are_written_as_people_do', () => {
  assert.equal(words.value(0, 'text', 'family'), 'as a family');
  assert.equal(words.value(2, 'text', '<b>x</b>'), '<b>x</b>');
  assert.equal(words.value(1, 'number', 1200), '1,200');
  assert.equal(words.value(0, 'text_list', ['solo', 'family']), 'on my own and as a family');
  assert.equal(words.value(3, 'scores', { sea: 0.1, alps: 0.7 }), 'mountains, strongly and the sea, a little');
});

test('why_default_content_stands_is_said_honestly', () => {
  const why = { slot: 'x', experience: null, variant: null, withheld: false, purpose: 1, whole: 1, factors: [] };
  assert.deepEqual(words.because(why, 0), [texts.default]);
  assert.match(words.because({ ...why, withheld: true }, 0)[0], /“Trips that suit you” is not allowed/);
  assert.deepEqual(words.because({ ...why, experience: 'alps' }, 0), ['You travel as a family.']);
  assert.deepEqual(words.because({ ...why, passed: ['CAPPED', 'CAPPED'] }, 0), [texts.default, texts['code.CAPPED']]);
  assert.deepEqual(words.because({ ...why, holdout: true }, 0), [texts['code.HELD_OUT']]);
});

test('what_is_not_used_says_why', () => {
  assert.equal(words.unused(factor({ code: 'CONSENT_WITHHELD' })), 'Not read: Trips that suit you is not allowed.');
  assert.match(words.unused(factor({ code: 'SWITCHED_OFF' })), /^You switched this off/);
  assert.equal(words.unused(factor({ code: 'STALE' })), 'Too old to be used.');
});

test('page_scripts_get_ids_codes_and_weights_from_the_full_core_alone', () => {
  const why = { whole: 2, factors: [factor({ at: 5, asked: [asked(4, ['family'])], weight: 2 }), factor({ attribute: undefined, fact: 0, weight: 0 })] };
  const symbols = { attributes: [{ id: 'party' }], context: ['path'], slots: [{ id: 'hero' }] };
  const core = { is_full: true, call: () => 1, read: () => why };
  assert.deepEqual(weightsOf(core, symbols, 'hero'), [
    { attribute: 'party', code: 'USED', weight: 2, whole: 2, together: false },
    { context: 'path', code: 'USED', weight: 0, whole: 2, together: false },
  ]);
  assert.equal(weightsOf({ ...core, is_full: undefined }, symbols, 'hero'), undefined);
  assert.equal(weightsOf({ ...core, call: () => 0 }, symbols, 'hero'), undefined);
  assert.equal(weightsOf(core, symbols, 'other'), undefined);
});

/** Places whose elements are plain objects, with what happened to each. */
function placesThatTell() {
  const told = [];
  const places = createPlaces(
    (host) => (host.is_refused ? undefined : { draw: () => told.push('draw ' + host.name), close: () => told.push('close ' + host.name) }),
    (host) => told.push('hide ' + host.name),
  );
  return { places, told: () => told.splice(0) };
}

test('an_element_that_has_left_the_page_is_not_drawn_until_it_is_back', () => {
  const { places, told } = placesThatTell();
  const [one, other, refused] = [{ name: 'one' }, { name: 'other' }, { name: 'refused', is_refused: true }];
  for (const host of [one, other, refused]) places.came(host);
  assert.deepEqual(told(), ['draw one', 'draw other']);
  places.left(one);
  places.left(refused);
  places.draw();
  places.changed(one);
  assert.deepEqual(told(), ['close one', 'draw other']);
  places.came(one);
  assert.deepEqual(told(), ['draw one']);
});

test('once_stopped_every_element_is_hidden_those_that_come_later_too', () => {
  const { places, told } = placesThatTell();
  const [one, gone] = [{ name: 'one' }, { name: 'gone' }];
  for (const host of [one, gone]) places.came(host);
  places.left(gone);
  told();
  places.stop();
  assert.deepEqual(told(), ['close one', 'hide one']);
  places.changed(one);
  places.draw();
  places.came(gone);
  assert.deepEqual(told(), ['hide gone']);
});

test('what_is_being_written_about_is_withheld_with_its_slot_or_by_itself', () => {
  const why = { withheld: false, factors: [factor(), factor({ attribute: 1, code: 'CONSENT_WITHHELD' })] };
  assert.equal(isWithheld(why, 0), false);
  assert.equal(isWithheld(why, 1), true);
  assert.equal(isWithheld({ ...why, withheld: true }, 0), true);
});
