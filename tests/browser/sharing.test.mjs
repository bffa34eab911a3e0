// Choices made elsewhere: in another tab, on a subdomain, on another domain of the site, on a customer's other device.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, test } from 'node:test';
import { freePort, startCollector } from './support/collector.mjs';
import { documented } from './support/documented.mjs';
import { isLoaded, startBrowser, visit } from './support/visitor.mjs';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const { signCustomer } = await documented('docs/sharing.md', 'signer.mjs');
const all = ['necessary', 'personalization', 'measurement', 'marketing'];
const cookie_name = 'assent-aurora-travel';

let browser;
let collector;
let port;
before(async () => {
  port = await freePort();
  const domains = [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
  const key = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
  browser = await startBrowser({ with_back_forward_cache: true });
  collector = await startCollector({
    port,
    attributes: 'data-region="DE"',
    site: (site) => ({
      ...site,
      origins: [...site.origins, ...domains],
      share: { subdomains: 'shop.localhost', domains, devices: { key } },
    }),
  });
});
after(async () => {
  await browser?.close();
  assert.equal(await collector?.stop(), 0, 'the collector ends cleanly on SIGTERM');
});

const shopAt = (host, path = '/') => `http://${host}:${port}${path}`;

async function open(address, options) {
  const visitor = await visit(browser, options);
  await visitor.page.goto(address);
  return ready(visitor);
}

async function ready(visitor) {
  await visitor.page.waitForFunction(() => window.assent && !Array.isArray(window.assent));
  return visitor;
}

const granted = ({ page }) => page.evaluate(() => window.assent.consent.get().granted);
const asks = async (visitor) => !!(await visitor.partNow('assent-banner', 'accept'));
const until = (visitor, expected, what) =>
  visitor.until(async () => (await granted(visitor)).join() === expected.join(), what);
const isGrantedAll = (visitor) => until(visitor, all, 'every grant');
const isRefused = (visitor) => until(visitor, ['necessary'], 'the refusal');

async function withdraw(visitor) {
  await visitor.click('assent-banner', 'reopen');
  await visitor.click('assent-preferences', 'reject');
  await isRefused(visitor);
}

// --- tabs ---

const flush_ms = 6_000; // longer than from one time of sending to the next

test('a choice in one tab is effective in another at once, without any act there', async () => {
  const one = await open(shopAt('127.0.0.1'));
  const other = await open(shopAt('127.0.0.1'), { context: one.context });
  assert.ok(await asks(other));
  await one.click('assent-banner', 'accept');
  await isGrantedAll(other);
  assert.equal(await asks(other), false, 'the banner of the other tab goes');
  await withdraw(one);
  await isRefused(other);
  await one.click('assent-banner', 'reopen');
  await one.click('assent-preferences', 'accept');
  await isGrantedAll(other);
  await one.close();
});

test('another tab hears of a choice by the storage event and not by its schedule', async () => {
  const one = await open(shopAt('127.0.0.1'));
  const other = await visit(browser, { context: one.context });
  // Without timers nothing but an event can tell this tab.
  await other.page.addInitScript(() => (window.setInterval = () => 0));
  await other.page.goto(shopAt('127.0.0.1'));
  await ready(other);
  await one.click('assent-banner', 'accept');
  await isGrantedAll(other);
  await one.close();
});

test('a page that comes back from the back/forward cache knows what was withdrawn meanwhile', async () => {
  const one = await open(shopAt('127.0.0.1'));
  await one.click('assent-banner', 'accept');
  await isGrantedAll(one);
  // A page that holds the lock of the delivery while another tab asks for it is not kept.
  // Nothing is left to be sent on leaving once the full core has told its attributes.
  await one.until(() => isLoaded(one, '/full-'), 'the full core');
  await one.page.waitForTimeout(flush_ms);
  const waits = async () => 'assent:aurora-travel:queue' in (await one.stored()).local;
  const isHeld = () => one.page.evaluate(async () => (await navigator.locks.query()).held.length > 0);
  await one.until(async () => !(await waits()) && !(await isHeld()), 'an empty queue');
  await one.page.evaluate(() => (window.was_here = true));
  await one.page.goto(shopAt('127.0.0.1', '/privacy.html'));
  const other = await open(shopAt('127.0.0.1'), { context: one.context });
  await withdraw(other);
  await one.page.goBack({ waitUntil: 'commit' }); // a page that is restored does not load
  await ready(one);
  const { was_here, reasons } = await one.page.evaluate(() => ({
    was_here: window.was_here,
    reasons: JSON.stringify(performance.getEntriesByType('navigation')[0].notRestoredReasons),
  }));
  assert.equal(was_here, true, `the page was loaded, not restored: ${reasons}`);
  await isRefused(one);
  await one.close();
});

// --- subdomains ---

const a = 'a.shop.localhost';
const b = 'b.shop.localhost';
const cookieOf = async (visitor) =>
  (await visitor.until(async () => (await visitor.context.cookies()).find(({ name }) => name === cookie_name), 'the cookie'));

test('a subdomain knows what was chosen on another, and does not ask', async () => {
  const visitor = await open(shopAt(a));
  assert.deepEqual(await visitor.context.cookies(), [], 'no cookie before a choice');
  await visitor.click('assent-banner', 'accept');
  const cookie = await cookieOf(visitor);
  assert.match(cookie.value, /^([0-9a-f]{2})+$/);
  assert.deepEqual([cookie.domain, cookie.path, cookie.sameSite, cookie.httpOnly], ['.shop.localhost', '/', 'Lax', false]);
  const days = (cookie.expires - Date.now() / 1000) / 86_400;
  assert.ok(days > 395 && days < 397, `${days} days`);

  await visitor.page.goto(shopAt(b));
  await ready(visitor);
  await isGrantedAll(visitor);
  assert.equal(await asks(visitor), false);
  const adopted = await visitor.until(
    () => visitor.posts().find(({ body }) => body.includes('"act":"adopted"')),
    'the record of what was taken over',
  );
  assert.equal(adopted.path, '/v1/consents');
  assert.equal(JSON.parse(adopted.body).from, 'subdomain');
  await visitor.close();
});

test('a refusal is known on another subdomain too, and its cookie tells no visitor from another', async () => {
  const minute = new Date();
  const refuse = async () => {
    const visitor = await visit(browser);
    await visitor.page.clock.setFixedTime(minute);
    await visitor.page.goto(shopAt(a));
    await ready(visitor);
    await visitor.click('assent-banner', 'reject');
    return visitor;
  };
  const [one, other] = [await refuse(), await refuse()];
  assert.equal((await cookieOf(one)).value, (await cookieOf(other)).value);
  await one.page.goto(shopAt(b));
  await ready(one);
  assert.equal(await asks(one), false);
  assert.deepEqual(await granted(one), ['necessary']);
  await one.close();
  await other.close();
});

test('a withdrawal on one subdomain reaches a page of another when that is looked at again', async () => {
  const one = await open(shopAt(a));
  await one.click('assent-banner', 'accept');
  const { value } = await cookieOf(one);
  const other = await open(shopAt(b), { context: one.context });
  await isGrantedAll(other);
  await withdraw(one);
  await one.until(async () => (await cookieOf(one)).value !== value, 'the new cookie');
  await other.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await isRefused(other);
  await one.close();
});

for (const [what, spoil] of [
  ['damaged', (value) => [value.slice(0, -1) + (value.at(-1) === '0' ? '1' : '0')]],
  ['cut', (value) => [value.slice(0, -2)]],
  ['too long', (value) => [value.padEnd(3_802, '0')]],
  ['no hex', () => ['%7B%7D']],
  ['there twice', (value) => [value, value]],
])
  test(`a cookie that is ${what} unlocks nothing`, async () => {
    const giver = await open(shopAt(a));
    await giver.click('assent-banner', 'accept');
    const { value } = await cookieOf(giver);
    await giver.close();
    const visitor = await visit(browser);
    const domains = ['.shop.localhost', b];
    await visitor.context.addCookies(
      spoil(value).map((each, at) => ({ name: cookie_name, value: each, domain: domains[at], path: '/' })),
    );
    await visitor.page.goto(shopAt(b));
    await ready(visitor);
    assert.ok(await asks(visitor));
    assert.deepEqual(await granted(visitor), ['necessary']);
    assert.deepEqual(visitor.problems, []);
    await visitor.close();
  });

// --- other domains ---

const [here, there] = ['127.0.0.1', 'localhost'];

async function acceptedHere(link = `/trips/alps.html?from=here#dates`) {
  const visitor = await open(shopAt(here));
  await visitor.click('assent-banner', 'accept');
  await isGrantedAll(visitor);
  await visitor.page.evaluate(
    (address) => {
      const link = document.createElement('a');
      Object.assign(link, { id: 'there', href: address, textContent: 'our other shop' });
      document.querySelector('main').prepend(link);
    },
    shopAt(there, link),
  );
  return visitor;
}
/** Waits until a hand-off is ready, as it is before most people have clicked; then nothing here depends on time. */
async function prepared(visitor, intent) {
  const answered = visitor.page.waitForResponse((response) => response.url().endsWith('/v1/handoffs'));
  await intent();
  await (await answered).finished();
}
const redeemed = (visitor) => visitor.requests.filter((request) => request.url().endsWith('/v1/handoffs/redeem'));

test('a link to another domain of the site takes the choices along, and leaves no trace in the address', async () => {
  const visitor = await acceptedHere();
  await prepared(visitor, () => visitor.page.hover('#there'));
  await visitor.page.click('#there');
  await visitor.page.waitForURL(shopAt(there, '/trips/alps.html?from=here#dates'));
  await ready(visitor);
  await isGrantedAll(visitor);
  assert.equal(await asks(visitor), false);
  const [request, ...more] = redeemed(visitor);
  assert.equal(more.length, 0);
  const { token } = JSON.parse(request.postData());
  for (const each of visitor.requests) assert.ok(!each.url().split('#')[0].includes(token), each.url());
  assert.ok(!(await visitor.context.cookies()).some(({ name }) => name === cookie_name));

  // The same hand-off in another visitor's browser gives nothing.
  const thief = await open(shopAt(there, `/#assent=${token}`));
  await thief.until(() => redeemed(thief).length > 0, 'the attempt');
  assert.equal((await (await redeemed(thief)[0].response()).json()).type, 'urn:assent:problem:handoff-used');
  assert.ok(await asks(thief));
  assert.deepEqual(await granted(thief), ['necessary']);
  assert.equal(thief.page.url(), shopAt(there));
  await thief.close();
  await visitor.close();
});

test('a link takes the choices along by the keyboard', async () => {
  const visitor = await acceptedHere('/');
  await prepared(visitor, () => visitor.page.focus('#there'));
  await visitor.page.keyboard.press('Enter');
  await visitor.page.waitForURL(shopAt(there));
  await ready(visitor);
  await isGrantedAll(visitor);
  await visitor.close();
});

test('a collector that does not answer keeps nobody from following a link', async () => {
  const visitor = await acceptedHere('/');
  await visitor.page.route('**/v1/handoffs', () => {});
  await visitor.page.click('#there');
  await visitor.page.waitForURL(shopAt(there));
  await ready(visitor);
  assert.ok(await asks(visitor));
  assert.deepEqual(redeemed(visitor), []);
  await visitor.close();
});

test('a script that clicks a link and a visitor who has not chosen hand nothing on', async () => {
  const visitor = await acceptedHere('/');
  await visitor.page.evaluate(() => document.querySelector('#there').click());
  await visitor.page.waitForURL(shopAt(there));
  await ready(visitor);
  assert.ok(await asks(visitor));
  assert.deepEqual(redeemed(visitor), []);
  await visitor.close();
});

test('a forged hand-off is refused and gone from the address', async () => {
  const visitor = await open(shopAt(there, '/#assent=e30.AAAA&dates'));
  await visitor.until(() => redeemed(visitor).length > 0, 'the attempt');
  assert.equal((await (await redeemed(visitor)[0].response()).json()).type, 'urn:assent:problem:handoff-forged');
  assert.equal(visitor.page.url(), shopAt(there, '/#dates'));
  assert.ok(await asks(visitor));
  assert.deepEqual(await granted(visitor), ['necessary']);
  await visitor.close();
});

// --- devices ---

let customers = 0;
const nextCustomer = () => `customer-${++customers}`;
const signIn = ({ page }, customer) =>
  page.evaluate((token) => window.assent.consent.share(token), signCustomer(customer, 'aurora-travel', privateKey));

test('choices follow a signed-in customer to another device, and the later one holds', async () => {
  const customer = nextCustomer();
  const [phone, desk] = [await open(shopAt(here)), await open(shopAt(here))];
  await phone.click('assent-banner', 'accept');
  await isGrantedAll(phone);
  await signIn(phone, customer);
  await phone.until(() => collector.rows('SELECT * FROM device_choices').length > 0, 'the choices at the collector');
  assert.ok(await asks(desk));
  await signIn(desk, customer);
  await isGrantedAll(desk);
  assert.equal(await asks(desk), false);
  // While the token is good, a later choice goes along too.
  await withdraw(desk);
  await phone.until(async () => {
    await signIn(phone, customer); // a page that loads after the withdrawal has arrived
    return (await granted(phone)).join() === 'necessary';
  }, 'the refusal on the other device');
  assert.ok(!JSON.stringify(collector.rows('SELECT * FROM device_choices')).includes(customer));
  await phone.close();
  await desk.close();
});

test('a token that the site did not sign shares nothing', async () => {
  const visitor = await open(shopAt(here));
  await visitor.click('assent-banner', 'accept');
  await isGrantedAll(visitor);
  const rows = collector.rows('SELECT count(*) AS n FROM device_choices')[0].n;
  const other = generateKeyPairSync('ed25519').privateKey;
  const wrong = signCustomer(nextCustomer(), 'aurora-travel', other);
  await visitor.page.evaluate((token) => window.assent.consent.share(token), wrong);
  const attempt = await visitor.until(
    () => visitor.requests.find((request) => request.url().endsWith('/v1/subjects/device') && request.method() === 'PUT'),
    'the attempt',
  );
  assert.equal((await (await attempt.response()).json()).type, 'urn:assent:problem:device-token');
  assert.equal(collector.rows('SELECT count(*) AS n FROM device_choices')[0].n, rows);
  await visitor.close();
});

test('an answer that the site has not signed is not taken over', async () => {
  const visitor = await open(shopAt(here));
  await visitor.page.route('**/v1/subjects/device', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace('"choices":"', '"choices":"00') });
  });
  const warned = visitor.page.waitForEvent('console', (message) => message.text().includes('not shared'));
  await signIn(visitor, nextCustomer());
  await warned;
  assert.ok(await asks(visitor));
  await visitor.close();
});
