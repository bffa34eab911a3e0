// Declarative observation on a real page: what is seen, clicked and submitted after consent, what is not, and what later
// nodes, navigations, withdrawals and slots do to it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startCollector } from './support/collector.mjs';
import { startBrowser, visit } from './support/visitor.mjs';

const attribute = (title, type, from, update) => ({
  title, type, source: 'observed', from, update, purposes: ['personalization'], retention: 'P1M', leaves: {},
});
const added = {
  seen: attribute('Seen', 'text-list', 'seen', 'collect'),
  read: attribute('Read', 'number', 'read', 'add'),
  cart: attribute('Cart', 'text-list', 'cart', 'collect'),
  asked: attribute('Asked', 'text', 'asked', 'set'),
  guests: attribute('Guests', 'number', 'guests', 'set'),
  calm: attribute('Calm', 'boolean', 'calm', 'set'),
  secret: attribute('Secret', 'text', 'secret', 'set'),
};
const observedPage = (body) => `<!doctype html><html lang="en"><title>Observed</title><link rel="icon" href="data:,"><style>body{margin:0} .box{block-size:300px}</style>
  <!-- assent:snippet --><body>${body}</body></html>`;
const pages = {
  'seen.html': observedPage(`
    <div class="box" id="first" data-assent-observe="view:seen=first; view:read=1"></div>
    <div style="block-size:3000px"></div>
    <div class="box" id="below" data-assent-observe="view:seen=below"></div>
    <div style="block-size:3000px"></div>
    <div style="block-size:3000px" id="large" data-assent-observe="view:seen=large"></div>`),
  'acts.html': observedPage(`
    <div data-assent-observe="click:cart=outer"><button id="add" data-assent-observe="click:cart=rope">Add</button></div>
    <form id="form" data-assent-observe="submit:asked=@q; submit:guests=@n; submit:calm=@c; submit:secret=@p">
      <input name="q"><input name="n" type="number"><input name="c" type="checkbox"><input name="p" type="password"><button>Go</button></form>
    <script>document.addEventListener('submit', (event) => event.preventDefault());</script>`),
  'wrong.html': observedPage(`
    <div class="box" id="wrong" data-assent-observe="look:seen=wrong"></div>
    <div class="box" data-assent-observe="view:nobody=1"></div><div class="box" data-assent-observe="view:nobody=1"></div>
    <div class="box" data-assent-observe="view:bundle:tier=gold"></div>
    <div class="box" data-assent-slot="home.guide" data-assent-observe="view:seen=slot"><button id="inside" data-assent-observe="click:cart=inside">x</button></div>
    <div data-assent-observe="click:cart=around"><p data-assent-slot="home.offers"><button id="slotted">y</button></p></div>`),
};

const shop = {};
before(async () => {
  shop.browser = await startBrowser({ with_back_forward_cache: true });
  shop.collector = await startCollector({
    attributes: 'data-region="DE"', pages,
    policy: { 'attributes.json': (attributes) => ({ ...attributes, ...added }) },
  });
});
after(async () => {
  await shop.browser?.close();
  assert.equal(await shop.collector?.stop(), 0);
});

const past_view_ms = 2_500;
const isPart = (request) => /\/observe-\w+\.js$/.test(request.url());

async function arrive(path, options) {
  const visitor = await visit(shop.browser, options);
  const warnings = [];
  visitor.page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
  await visitor.page.goto(shop.collector.origin + path);
  await visitor.part('assent-banner', 'accept');
  return { ...visitor, warnings };
}
/** The part is there and has looked at the page. */
const loaded = (visitor) =>
  visitor.until(() => visitor.requests.some(isPart), 'the part that observes').then(() => visitor.page.waitForTimeout(500));
async function accepted(path, options) {
  const visitor = await arrive(path, options);
  await visitor.click('assent-banner', 'accept');
  await loaded(visitor);
  return visitor;
}

/** What the profile holds, as the widget shows it to the visitor. */
async function data(visitor) {
  await visitor.page.evaluate(() => document.querySelector('assent-data') ?? document.body.append(document.createElement('assent-data')));
  return visitor.until(async () => {
    const { root } = await visitor.cdp.send('DOM.getDocument', { depth: -1, pierce: true });
    const host = [...visitor.nodesBelow(root)].find(({ localName }) => localName === 'assent-data');
    if (!host?.shadowRoots?.[0]?.children?.some(({ localName }) => localName !== 'style')) return undefined;
    return [...visitor.nodesBelow(host)].filter(({ nodeType }) => nodeType === 3).map(({ nodeValue }) => nodeValue.trim()).join(' ');
  }, 'my data');
}
const waitFor = (visitor, pattern) => visitor.until(async () => pattern.test(await data(visitor)), `${pattern} in my data`);
/** Clicks until it has told: a click before the part listens is lost, and one too many leaves `set` and `collect` as they are. */
const clickUntil = (visitor, selector, pattern) =>
  visitor.until(async () => {
    await visitor.page.click(selector);
    return pattern.test(await data(visitor));
  }, `${pattern} in my data`);

test('before consent the part does not load, and a visitor who refuses never loads it', async () => {
  const visitor = await arrive('/seen.html');
  await visitor.page.waitForTimeout(past_view_ms);
  await visitor.click('assent-banner', 'reject');
  await visitor.part('assent-banner', 'reopen');
  await visitor.page.waitForTimeout(past_view_ms);
  assert.equal(visitor.requests.filter(isPart).length, 0);
  assert.doesNotMatch(await data(visitor), /first/);
  assert.deepEqual(visitor.problems, []);
  await visitor.close();
});

test('after consent what is in sight counts, what is not does not, and later as it comes into sight', async () => {
  const visitor = await accepted('/seen.html');
  await waitFor(visitor, /Seen: first seen on/);
  assert.doesNotMatch(await data(visitor), /below|large/);
  await visitor.page.evaluate(() => document.querySelector('#below').scrollIntoView());
  await waitFor(visitor, /Seen: first and below/);
  await visitor.page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await waitFor(visitor, /large/);
  assert.match(await data(visitor), /Read: 1 /);
  assert.deepEqual(visitor.problems, []);
  await visitor.close();
});

test('nodes that an app adds later are seen, and a new page view begins with a new address', async () => {
  const visitor = await accepted('/seen.html');
  await waitFor(visitor, /Read: 1 /);
  await visitor.page.evaluate(() => {
    const late = Object.assign(document.createElement('div'), { className: 'box' });
    late.setAttribute('data-assent-observe', 'view:seen=late');
    document.querySelector('#first').before(late);
  });
  await waitFor(visitor, /late/);
  assert.match(await data(visitor), /Read: 1 /);
  await visitor.page.evaluate(() => history.pushState(null, '', '/seen.html?next=1'));
  await waitFor(visitor, /Read: 2 /);
  await visitor.page.evaluate(() => document.querySelector('#first').setAttribute('data-assent-observe', 'view:seen=changed'));
  await waitFor(visitor, /changed/);
  await visitor.close();
});

test('a page that comes back as it was left is a new page view', async () => {
  const visitor = await accepted('/seen.html');
  await waitFor(visitor, /Read: 1 /);
  await visitor.page.goto(`${shop.collector.origin}/privacy.html`);
  await visitor.page.goBack({ waitUntil: 'commit' });
  await waitFor(visitor, /Read: 2 /);
  await visitor.close();
});

test('after a withdrawal nothing is observed any more', async () => {
  const visitor = await accepted('/acts.html');
  await clickUntil(visitor, '#add', /Cart: rope and outer/);
  await visitor.page.evaluate(() => window.assent.consent.update({ personalization: false, measurement: false, marketing: false }));
  await visitor.until(async () => !/Cart:/.test(await data(visitor)), 'nothing kept');
  await visitor.page.click('#add');
  await visitor.page.waitForTimeout(500);
  assert.doesNotMatch(await data(visitor), /Cart:/);
  await visitor.close();
});

test('clicks and forms of the visitor count, those of scripts do not', async () => {
  const visitor = await accepted('/acts.html');
  await visitor.page.evaluate(() => {
    document.querySelector('#add').click();
    document.querySelector('#form').dispatchEvent(new Event('submit'));
  });
  assert.doesNotMatch(await data(visitor), /Cart:|Asked:/);
  await clickUntil(visitor, '#add', /Cart: rope and outer/);
  await visitor.page.fill('[name=q]', '  night train ');
  await visitor.page.fill('[name=n]', '3');
  await visitor.page.check('[name=c]');
  await visitor.page.fill('[name=p]', 'hunter2');
  await clickUntil(visitor, '#form button', /Asked: night train/);
  const kept = await data(visitor);
  assert.match(kept, /Guests: 3/);
  assert.match(kept, /Calm: yes/i);
  assert.doesNotMatch(kept, /Secret:|hunter2/);
  assert.deepEqual(visitor.problems, []);
  await visitor.close();
});

test('what is wrong is said once, and nothing inside a slot is observed', async () => {
  const visitor = await accepted('/wrong.html');
  const of = (text) => visitor.warnings.filter((each) => each.includes(text));
  await visitor.until(() => of('does not take the signal nobody').length, 'word of the unknown signal');
  await visitor.page.click('#inside');
  await visitor.page.click('#slotted');
  await visitor.page.waitForTimeout(past_view_ms);
  assert.equal(of('not understood: look:seen=wrong').length, 1);
  assert.equal(of('does not take the signal nobody').length, 1);
  assert.equal(of('for signed bundles alone').length, 1);
  assert.equal(of('inside a slot').length, 2);
  assert.doesNotMatch(await data(visitor), /Seen:|Cart:/);
  assert.deepEqual(visitor.problems, []);
  await visitor.close();
});
