// The network side of consent with thirty gated services: nothing before a choice, nothing after a refusal, everything
// in the order of the page after a yes, and nothing left after a withdrawal.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { in_order, kindOf, opt_in, serviceOf, services, startGated } from './support/gated.mjs';
import { desktop, phone, visit } from './support/visitor.mjs';

const settled_ms = 1_000; // idle work, a module and a document
const accept = ['assent-banner', 'accept'];

let gated;
before(async () => (gated = await startGated()));
after(() => gated?.stop());

/** A visitor of the gated page, in `region` where one is given. */
async function come(region = 'DE', options = {}) {
  gated.log.length = 0;
  const visitor = await visit(gated.browser, { viewport: desktop, ...options });
  await visitor.page.goto(`${gated.collector.origin}/gated.html?region=${region}`);
  await visitor.part(...accept);
  return visitor;
}
const towards = (visitor) => visitor.requests.filter((request) => gated.origins.includes(new URL(request.url()).origin)).map((request) => request.url());
const placeholder = (visitor) => visitor.part('assent-placeholder', 'placeholder');
const ran = (visitor) => visitor.page.evaluate(() => window.ran ?? []);
const everythingRan = (visitor) => visitor.until(async () => (await ran(visitor)).length === in_order.length, 'every script to run');
const reached = () => [...new Set(gated.log.map(({ number }) => number))].sort((a, b) => a - b);

for (const { id, regions } of opt_in)
  test(`${id}: no gated origin is reached before a choice and none after a refusal`, async () => {
    const visitor = await come(regions[0]);
    await placeholder(visitor);
    await visitor.page.waitForTimeout(settled_ms);
    assert.deepEqual([gated.log, towards(visitor)], [[], []], 'before a choice');
    await visitor.click('assent-banner', 'reject');
    await visitor.part('assent-banner', 'reopen');
    await visitor.page.waitForTimeout(settled_ms);
    await visitor.page.reload();
    await placeholder(visitor);
    await visitor.page.waitForTimeout(settled_ms);
    assert.deepEqual([gated.log, towards(visitor)], [[], []], 'after a refusal');
    assert.deepEqual(visitor.problems, []);
    await visitor.close();
  });

test('after a yes every service is reached, and scripts run in the order of the page', async () => {
  const visitor = await come();
  await visitor.click(...accept);
  await everythingRan(visitor);
  assert.deepEqual(await ran(visitor), in_order);
  await visitor.until(() => reached().length === services, 'every service to be reached');
  assert.equal(await visitor.partNow('assent-placeholder', 'placeholder'), undefined);
  const sheets = await visitor.page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--sheet-5'));
  assert.equal(sheets, 'on');
  assert.ok(await visitor.page.evaluate(() => [...document.images].every((image) => image.naturalWidth > 0)));
  assert.deepEqual(visitor.problems, []);

  gated.log.length = 0;
  await visitor.page.reload();
  await everythingRan(visitor);
  assert.deepEqual(await ran(visitor), in_order, 'on the next page too');
  await visitor.close();
});

test('only the services of a purpose that was granted are reached', async () => {
  const visitor = await come();
  await visitor.click('assent-banner', 'choose');
  await visitor.part('assent-preferences', 'save');
  await visitor.clickWhere((node, { name }) => node.localName === 'input' && name === 'marketing', 'the switch of marketing');
  await visitor.click('assent-preferences', 'save');
  await visitor.until(() => reached().length === services / 2, 'the services of marketing');
  await visitor.page.waitForTimeout(settled_ms);
  assert.ok(reached().every((number) => number % 2 === 1));
  await visitor.close();
});

/** What the services have left in the browser. */
async function left(visitor) {
  const { local, session, databases, cookies } = await visitor.stored();
  const jar = (await visitor.context.cookies()).map(({ name }) => name);
  return [...Object.keys(local), ...Object.keys(session), ...databases, ...jar, cookies].filter((name) => name.includes('tag'));
}

test('a withdrawal empties frames, clears cookies and storage, and says what goes on running', async () => {
  const visitor = await come();
  await visitor.click(...accept);
  await everythingRan(visitor);
  assert.ok((await left(visitor)).length >= 5 * 10, 'services have left things behind');
  await visitor.context.addCookies([{ name: 'tag0_wide', value: '1', domain: '127.0.0.1', path: '/' }, { name: 'basket', value: '1', domain: '127.0.0.1', path: '/' }]);
  await visitor.click('assent-banner', 'reopen');
  await visitor.part('assent-preferences', 'reject');
  const seen = gated.log.length;
  await visitor.click('assent-preferences', 'reject');
  await visitor.part('assent-reload', 'reload');
  await visitor.until(async () => (await left(visitor)).length === 0, 'everything to go');
  assert.ok((await visitor.context.cookies()).some(({ name }) => name === 'basket'), 'the site keeps its own');
  await placeholder(visitor);
  assert.equal(await visitor.page.locator('iframe[src]').count(), 0);
  assert.equal(await visitor.page.locator('img[src]').count(), 0);
  await visitor.page.mouse.move(1, 1);
  await visitor.page.waitForTimeout(400);
  await visitor.screenshot('gates-withdrawn');
  await visitor.page.setViewportSize(phone);
  await visitor.page.waitForTimeout(400);
  await visitor.screenshot('gates-withdrawn-phone');
  assert.equal(gated.log.length, seen, 'nothing more was requested');
  await visitor.click('assent-reload', 'reload');
  await visitor.page.waitForLoadState();
  await placeholder(visitor);
  assert.deepEqual(await ran(visitor), []);
  assert.equal(gated.log.length, seen);
  await visitor.close();
});

test('another tab takes back what this one had allowed', async () => {
  const visitor = await come();
  await visitor.click(...accept);
  await everythingRan(visitor);
  const other = await visitor.context.newPage();
  await other.goto(gated.collector.origin + '/gated.html');
  await other.waitForFunction(() => typeof window.assent?.consent?.update === 'function');
  await other.evaluate(() => window.assent.consent.update({ measurement: false, marketing: false }));
  await visitor.page.bringToFront();
  await visitor.part('assent-placeholder', 'placeholder');
  await visitor.part('assent-reload', 'reload');
  assert.equal(await visitor.page.locator('iframe[src]').count(), 0);
  await visitor.close();
});

test('a service that fails is reported and does not stop the others', async () => {
  const visitor = await visit(gated.browser);
  gated.log.length = 0;
  await visitor.page.addInitScript(() => {
    window.failures = [];
    document.addEventListener('assent:service-failed', ({ detail }) => window.failures.push(detail));
  });
  await visitor.page.route(`${gated.origins[1]}/**`, (route) => route.abort());
  await visitor.page.route(`${gated.origins[6]}/**`, (route) => route.fulfill({ contentType: 'text/javascript', body: 'throw new Error("broken tag")' }));
  await visitor.page.goto(gated.collector.origin + '/gated.html');
  await visitor.click(...accept);
  const rest = in_order.filter((what) => what !== 1 && what !== 6);
  await visitor.until(async () => (await ran(visitor)).length === rest.length, 'the others to run');
  assert.deepEqual(await ran(visitor), rest);
  assert.deepEqual(await visitor.page.evaluate(() => window.failures), [{ service: serviceOf(1), address: `${gated.origins[1]}/a.js` }]);
  await visitor.close();
});

test('what an app adds later is gated, loaded and taken back like the rest', async () => {
  const visitor = await come();
  await placeholder(visitor);
  const add = (number, name) =>
    visitor.page.evaluate(
      ([service, origin, file]) => {
        const part = document.createElement('div');
        part.id = 'later';
        part.innerHTML = `<iframe data-assent-service="${service}" data-src="${origin}/${file}.html" title="Later"></iframe><img data-assent-service="${service}" data-src="${origin}/${file}.svg" alt="">`;
        const script = document.createElement('script');
        script.type = 'text/plain';
        script.setAttribute('data-assent-service', service);
        script.setAttribute('data-src', `${origin}/${file}.js`);
        part.append(script);
        document.body.append(part);
      },
      [serviceOf(number), gated.origins[number], name],
    );
  assert.equal(kindOf(3), 'frame');
  await add(3, 'early');
  await visitor.page.waitForFunction(() => document.querySelector('#later assent-placeholder'));
  assert.deepEqual(gated.log, []);
  await visitor.click(...accept);
  const came = (name) => ['.html', '.js', '.svg'].every((ending) => gated.log.some(({ path }) => path === '/' + name + ending));
  await visitor.until(() => came('early'), 'what was added to load');
  await visitor.page.evaluate(() => document.querySelector('#later').remove());
  await add(3, 'late');
  await visitor.until(() => came('late'), 'what was added afterwards to load');
  await visitor.close();
});
