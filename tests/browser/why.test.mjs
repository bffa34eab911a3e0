// "Why this?" on a real page: reasons in plain words, what the visitor does about each, and the slot that decides again in
// place. No page script sees a value.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useShop } from './support/shop.mjs';
import { phone, visit } from './support/visitor.mjs';

const shop = useShop();
const generous_ms = 20_000;

const why = 'assent-why[slot="home.offers"]';
const isReason = (request) => /\/assent\/(why-|full-)/.test(request.url());
const shown = (visitor, slot) => visitor.page.evaluate((id) => window.assent.decide?.(id)?.experience, slot);
const offers = (visitor) => visitor.page.locator('[data-assent-slot="home.offers"]').innerText();

async function arrive(options = {}) {
  const visitor = await visit(shop.browser, options);
  await visitor.page.goto(shop.collector.origin);
  await visitor.page.evaluate(() =>
    (window.assent ??= []).push((assent) => {
      assent.profile.set('party', 'family');
      assent.profile.set('loyalty', 2);
    }),
  );
  await visitor.part('assent-banner', 'accept');
  return visitor;
}

/** The words of the open sheet; "" where none is open. */
async function said(visitor) {
  const sheet = await visitor.partNow(why, 'sheet');
  if (!sheet) return '';
  const { outerHTML } = await visitor.cdp.send('DOM.getOuterHTML', { backendNodeId: sheet.backendNodeId });
  return outerHTML.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}
const says = (visitor, words) => visitor.until(async () => (await said(visitor)).includes(words), `"${words}" in the sheet`, generous_ms);

const press = (visitor, key) => visitor.clickWhere((node, attributes) => attributes['data-key'] === key, key);

async function allowAndOpen(visitor) {
  await visitor.click('assent-banner', 'accept');
  await visitor.until(async () => (await shown(visitor, 'home.offers')) === 'family-weeks', 'the families’ offers', generous_ms);
  await visitor.until(() => visitor.page.locator(why).isVisible(), 'the button', generous_ms);
  await visitor.click(why, 'open');
  await says(visitor, 'You travel as a family.');
}

test('before_consent_and_after_a_refusal_nothing_is_said_and_nothing_loads', async () => {
  const visitor = await arrive();
  await visitor.click('assent-banner', 'reject');
  await visitor.page.waitForTimeout(1_000);
  assert.equal(visitor.requests.filter(isReason).length, 0);
  assert.equal(await visitor.page.locator(why).isVisible(), false);
  await visitor.close();
});

test('reasons_are_in_plain_words_with_weight_source_and_purpose', async () => {
  const visitor = await arrive();
  await allowAndOpen(visitor);
  await says(visitor, 'Who is travelling: as a family mattered most');
  await says(visitor, 'you told us');
  await says(visitor, 'Used for: Trips that suit you');
  await says(visitor, 'It also asks for what is not known: Last search');
  await visitor.page.locator(why).scrollIntoViewIfNeeded();
  await visitor.screenshot('why-desktop');
  assert.deepEqual(visitor.problems, []);
  await visitor.close();
});

test('page_scripts_see_no_value_and_explain_has_weights', async () => {
  const visitor = await arrive();
  await allowAndOpen(visitor);
  const seen = await visitor.page.evaluate(() => {
    const host = document.querySelector('assent-why[slot="home.offers"]');
    return { root: host.shadowRoot, inside: host.innerHTML, attributes: [...host.attributes].map(({ name }) => name).sort(), keys: Object.keys(host) };
  });
  assert.deepEqual(seen, { root: null, inside: '', attributes: ['lang', 'slot'], keys: [] });
  const { weights } = await visitor.page.evaluate(() => window.assent.explain('home.offers'));
  const party = weights.find(({ attribute }) => attribute === 'party');
  assert.equal(party.code, 'USED');
  assert.equal(party.weight / party.whole, 1);
  assert.equal(weights.find(({ attribute }) => attribute === 'loyalty').weight, 0);
  assert.deepEqual(Object.keys(party).sort(), ['attribute', 'code', 'together', 'weight', 'whole']);
  await visitor.close();
});

test('switching_a_factor_off_changes_the_slot_without_a_reload_and_lasts', async () => {
  const visitor = await arrive();
  await allowAndOpen(visitor);
  const before = await offers(visitor);
  const loads = await visitor.page.evaluate(() => performance.getEntriesByType('navigation').length);
  await press(visitor, 'switch:0');
  await says(visitor, 'You have travelled with us before.');
  await says(visitor, 'You switched this off.');
  await visitor.until(async () => (await offers(visitor)) !== before, 'other offers', generous_ms);
  await visitor.page.locator(why).scrollIntoViewIfNeeded();
  await visitor.screenshot('why-switched-off');
  assert.equal(await visitor.page.evaluate(() => performance.getEntriesByType('navigation').length), loads);
  // The switch outlives the page, and the small core that begins the next one heeds it.
  await visitor.page.reload();
  await visitor.until(async () => (await shown(visitor, 'home.offers')) === 'welcome-back', 'the same after a reload', generous_ms);
  await visitor.click(why, 'open');
  await says(visitor, 'You switched this off.');
  await press(visitor, 'switch:0');
  await says(visitor, 'You travel as a family.');
  assert.deepEqual(visitor.problems, []);
  await visitor.close();
});

test('a_value_is_corrected_in_place_and_the_slot_follows', async () => {
  const visitor = await arrive();
  await allowAndOpen(visitor);
  await press(visitor, 'correct:0');
  await visitor.part(why, 'field');
  await visitor.page.waitForTimeout(200);
  await visitor.page.keyboard.type('on my own');
  await visitor.clickWhere((node, { type, part }) => node.localName === 'button' && type === 'submit' && part === 'small strong', 'save');
  await says(visitor, 'You have travelled with us before.');
  await visitor.until(async () => (await shown(visitor, 'home.offers')) === 'welcome-back', 'another decision', generous_ms);
  await visitor.close();
});

test('the_page_without_personalization_is_one_switch_away_and_back', async () => {
  const visitor = await arrive();
  const standard = await offers(visitor);
  await allowAndOpen(visitor);
  await visitor.until(async () => (await offers(visitor)) !== standard, 'personalized offers', generous_ms);
  await press(visitor, 'plain');
  await visitor.until(async () => (await offers(visitor)) === standard, 'the standard offers', generous_ms);
  await says(visitor, 'You see the page as everyone does');
  await press(visitor, 'plain');
  await visitor.until(async () => (await offers(visitor)) !== standard, 'personalized offers again', generous_ms);
  await visitor.close();
});

test('the_sheet_is_used_by_keyboard_and_gives_the_focus_back', async () => {
  const visitor = await arrive();
  await allowAndOpen(visitor);
  const opener = async () => {
    const { backendNodeId } = await visitor.part(why, 'open');
    const { nodes } = await visitor.cdp.send('Accessibility.getPartialAXTree', { backendNodeId, fetchRelatives: false });
    const state = Object.fromEntries(nodes[0].properties.map(({ name, value }) => [name, value.value]));
    return { name: nodes[0].name.value, expanded: state.expanded, focused: state.focused === true };
  };
  assert.deepEqual(await opener(), { name: 'Why this?', expanded: true, focused: false });
  await visitor.page.keyboard.press('Escape');
  assert.deepEqual(await opener(), { name: 'Why this?', expanded: false, focused: true });
  await visitor.page.keyboard.press('Enter');
  await says(visitor, 'You travel as a family.');
  await visitor.page.keyboard.press('Tab');
  await visitor.page.keyboard.press('Enter');
  assert.deepEqual(await opener(), { name: 'Why this?', expanded: false, focused: true });
  await visitor.close();
});

test('the_sheet_closes_where_the_focus_leaves_it_and_does_not_take_it_back', async () => {
  const visitor = await arrive();
  await allowAndOpen(visitor);
  const focused = () => visitor.page.evaluate(() => document.activeElement.localName);
  // What is no control keeps the focus in the sheet.
  await visitor.clickWhere((node, { part }) => part === 'because', 'a sentence');
  await visitor.page.waitForTimeout(200);
  await says(visitor, 'You travel as a family.');
  for (let stops = 0; (await focused()) === 'assent-why' && stops < 40; stops++) await visitor.page.keyboard.press('Tab');
  const reached = await focused();
  assert.notEqual(reached, 'assent-why');
  await visitor.until(async () => (await said(visitor)).trim() === '', 'the sheet to close', generous_ms);
  assert.equal(await focused(), reached);
  await visitor.click(why, 'open');
  await says(visitor, 'You travel as a family.');
  await visitor.page.evaluate(() => document.activeElement.blur());
  await visitor.until(async () => (await said(visitor)).trim() === '', 'the sheet to close', generous_ms);
  await visitor.close();
});

test('a_window_that_loses_the_focus_keeps_the_sheet_and_the_button_closes_it', async () => {
  const visitor = await arrive();
  await allowAndOpen(visitor);
  await visitor.cdp.send('Emulation.setFocusEmulationEnabled', { enabled: false });
  const other = await visit(shop.browser, { context: visitor.context });
  await other.page.bringToFront();
  await visitor.until(() => visitor.page.evaluate(() => !document.hasFocus()), 'the window to lose the focus');
  await visitor.page.waitForTimeout(200);
  await says(visitor, 'You travel as a family.');
  await other.page.close();
  await visitor.page.bringToFront();
  await visitor.click(why, 'open');
  await visitor.until(async () => (await said(visitor)).trim() === '', 'the sheet to close', generous_ms);
  await visitor.page.waitForTimeout(200);
  assert.equal((await said(visitor)).trim(), '');
  await visitor.close();
});

/** Opens the editor of who is travelling, and gives its field. */
async function openEditor(visitor) {
  await allowAndOpen(visitor);
  await press(visitor, 'correct:0');
  return visitor.part(why, 'field');
}

test('escape_ends_the_word_that_is_being_written_and_only_then_the_editor', async () => {
  const visitor = await arrive();
  const { backendNodeId } = await openEditor(visitor);
  const { object } = await visitor.cdp.send('DOM.resolveNode', { backendNodeId });
  const escape = (isComposing) =>
    visitor.cdp.send('Runtime.callFunctionOn', {
      objectId: object.objectId,
      functionDeclaration: `function () { this.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', isComposing: ${isComposing}, bubbles: true, composed: true })); }`,
    });
  await escape(true);
  assert.ok(await visitor.partNow(why, 'field'));
  await escape(false);
  assert.equal(await visitor.partNow(why, 'field'), undefined);
  await says(visitor, 'You travel as a family.');
  await visitor.close();
});

test('a_withdrawal_in_another_tab_closes_the_editor', async () => {
  const visitor = await arrive();
  await openEditor(visitor);
  const other = await visit(shop.browser, { context: visitor.context });
  await other.page.goto(shop.collector.origin);
  await other.click('assent-banner', 'reopen');
  await other.click('assent-preferences', 'reject');
  await visitor.until(async () => !(await visitor.partNow(why, 'field')), 'the editor to close', generous_ms);
  assert.doesNotMatch(await said(visitor), /as a family/);
  await visitor.close();
});

test('what_is_withheld_is_said_with_the_way_to_the_choices', async () => {
  const visitor = await arrive();
  await visitor.click('assent-banner', 'choose');
  await visitor.part('assent-preferences', 'save');
  await visitor.clickWhere((node, { name }) => node.localName === 'input' && name === 'measurement', 'the switch of measurement');
  await visitor.click('assent-preferences', 'save');
  await visitor.until(() => visitor.page.locator(why).isVisible(), 'the button', generous_ms);
  await visitor.click(why, 'open');
  await says(visitor, '“Trips that suit you” is not allowed');
  assert.doesNotMatch(await said(visitor), /as a family/);
  await press(visitor, 'choices');
  await visitor.part('assent-preferences', 'save');
  await visitor.close();
});

test('it_fits_a_small_window_and_follows_the_dark', async () => {
  const small = await arrive({ viewport: phone });
  await allowAndOpen(small);
  await small.screenshot('why-phone');
  await small.page.setViewportSize({ width: 320, height: 640 });
  const sheet = await small.boxOf(await small.part(why, 'sheet'));
  assert.ok(sheet.left >= 0 && sheet.left + sheet.width <= 320, JSON.stringify(sheet));
  await small.close();
  const dark = await arrive({ colorScheme: 'dark' });
  // The shop is light whatever the visitor prefers; here it leaves the colours to the widget.
  await dark.page.addStyleTag({ content: ':root { --assent-scheme: light dark; --assent-accent: initial }' });
  await allowAndOpen(dark);
  await dark.page.locator(why).scrollIntoViewIfNeeded();
  await dark.screenshot('why-dark');
  await dark.close();
});
