// The head stub's guard in a real browser: what is held, in which order it goes on, what is dropped, and that nothing
// else on the page can tell that the guard is there. What counts is what arrives at the origins.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { head, open, useOrigins, withStub } from './support/head.mjs';
import { visit } from './support/visitor.mjs';

const max_held = 200; // as in web/src/head/guard.ts

const origins = useOrigins();
const stubFor = (...cookies) => withStub({ guard: [['ads', [origins.listed.origin], cookies]] });
const openPage = (inHead = stubFor()) => open(origins, inHead);

/** Calls every primitive, in this order, and notes what becomes of it in window.heard. */
function callAll(to) {
  window.heard = [];
  const hear = (what) => window.heard.push(what);
  fetch(to + '/fetch', { method: 'POST', body: 'f' }).then(
    (answer) => hear('fetch ' + answer.status),
    (error) => hear('fetch ' + error.name),
  );
  fetch(new Request(to + '/request')).then(
    () => hear('request'),
    (error) => hear('request ' + error.name),
  );
  const xhr = new XMLHttpRequest();
  xhr.open('POST', to + '/xhr');
  for (const name of ['load', 'error', 'loadend']) xhr.addEventListener(name, () => hear('xhr ' + name));
  xhr.send('x');
  hear('beacon ' + navigator.sendBeacon(to + '/beacon', 'b'));
  const image = new Image(1, 1);
  image.src = to + '/image.svg';
  image.onerror = () => hear('image error');
  const tag = document.createElement('img');
  tag.setAttribute('SRC', to + '/attribute.svg');
  tag.onload = () => hear('attribute load');
  for (const name of ['first', 'second']) {
    const script = document.createElement('script');
    script.async = false;
    script.src = `${to}/${name}.js`;
    script.onerror = () => hear(name + ' error');
    script.onload = () => hear(name + ' load');
    document.head.append(script);
  }
  const frame = document.createElement('iframe');
  frame.setAttribute('src', to + '/frame.html');
  document.body.append(frame);
}
const count_of_all = 9;

test('what goes to a listed origin is held, and goes on in order once its service is allowed', async () => {
  const visitor = await openPage();
  await visitor.run(callAll, origins.listed.origin);
  await visitor.settle();
  assert.deepEqual(origins.listed.arrived, [], 'nothing arrives before');
  assert.deepEqual(await visitor.run('heard'), ['beacon true']);
  await visitor.tell([], false);
  await visitor.tell(['others'], false);
  await visitor.settle();
  assert.deepEqual(origins.listed.arrived, [], 'nor for another service');
  await visitor.tell(['ads'], false);
  await visitor.until(() => origins.listed.arrived.length === count_of_all, 'every call');
  assert.ok(
    ['POST /fetch f', 'POST /xhr x', 'POST /beacon b'].every((call) => origins.listed.arrived.includes(call)),
    'with what they carried',
  );
  await visitor.settle();
  const heard = await visitor.run('heard');
  for (const what of ['fetch 200', 'request', 'xhr load', 'xhr loadend', 'attribute load', 'first load', 'second load'])
    assert.ok(heard.includes(what), what);
  assert.ok(heard.indexOf('first load') < heard.indexOf('second load'));
  await visitor.run(callAll, origins.other.origin);
  await visitor.settle();
  const elsewhere = visitor.asked(origins.other).filter((path) => path !== '/last');
  assert.deepEqual(visitor.asked(origins.listed), elsewhere, 'in the order of the same calls without a guard');
  await visitor.tell(['ads'], true);
  await visitor.settle();
  assert.equal(origins.listed.arrived.length, count_of_all, 'once');
  await visitor.close();
});

test('what is held is dropped once the visitor has refused, and stays dropped when they allow it later', async () => {
  const visitor = await openPage();
  await visitor.run(callAll, origins.listed.origin);
  await visitor.tell([], true);
  await visitor.settle();
  const dropped = ['beacon true', 'fetch TypeError', 'request TypeError', 'xhr error', 'xhr loadend', 'image error', 'first error', 'second error'];
  assert.deepEqual((await visitor.run('heard')).toSorted(), dropped.toSorted());
  await visitor.run(callAll, origins.listed.origin);
  await visitor.settle();
  assert.deepEqual((await visitor.run('heard')).toSorted(), dropped.toSorted(), 'what comes after is dropped, too');
  await visitor.tell(['ads'], true);
  await visitor.settle();
  assert.deepEqual(origins.listed.arrived, []);
  await visitor.run(callAll, origins.listed.origin);
  await visitor.until(() => origins.listed.arrived.length === count_of_all, 'what comes now');
  await visitor.tell([], true);
  await visitor.run(callAll, origins.listed.origin);
  await visitor.settle();
  assert.equal(origins.listed.arrived.length, count_of_all, 'a withdrawal closes it again');
  await visitor.close();
});

test('a synchronous request to a listed origin fails at once', async () => {
  const visitor = await openPage();
  const outcome = await visitor.run(() => {
    const sync = (async) => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', listed + '/sync', ...async);
      try {
        xhr.send();
        return 'sent';
      } catch (error) {
        return error instanceof DOMException && error.name;
      }
    };
    return [sync([false]), sync([undefined]), sync([0]), sync([true])];
  });
  assert.deepEqual(outcome, ['NetworkError', 'NetworkError', 'NetworkError', 'sent']);
  await visitor.settle();
  assert.deepEqual(origins.listed.arrived, []);
  await visitor.close();
});

test('what an element or a request has given up is not replayed', async () => {
  const visitor = await openPage();
  await visitor.run(() => {
    const image = new Image();
    image.src = listed + '/old.svg';
    image.src = listed + '/new.svg';
    const moved = new Image();
    moved.src = listed + '/left.svg';
    moved.src = other + '/kept.svg';
    const aborted = new XMLHttpRequest();
    aborted.open('GET', listed + '/aborted');
    aborted.send();
    aborted.abort();
    const reopened = new XMLHttpRequest();
    reopened.open('GET', listed + '/before');
    reopened.send();
    reopened.open('GET', listed + '/after');
    reopened.send();
  });
  await visitor.tell(['ads'], false);
  await visitor.settle();
  assert.deepEqual(visitor.asked(origins.listed).toSorted(), ['/after', '/new.svg']);
  assert.deepEqual(visitor.asked(origins.other).filter((path) => path.endsWith('.svg')), ['/kept.svg']);
  await visitor.close();
});

test('cookies of a held service are held by name, and one may always be removed', async () => {
  const visitor = await openPage(stubFor('_ad*', 'exact'));
  const cookies = () => visitor.run('document.cookie.split("; ").sort().join()');
  await visitor.run(() => {
    document.cookie = '_ad_id=1; path=/';
    document.cookie = ' _ad=2';
    document.cookie = 'exact=3; Max-Age=1000';
    document.cookie = 'exactly=4';
    document.cookie = 'x_ad=5';
  });
  assert.equal(await cookies(), 'exactly=4,x_ad=5');
  await visitor.tell(['ads'], false);
  assert.equal(await cookies(), '_ad=2,_ad_id=1,exact=3,exactly=4,x_ad=5');
  await visitor.tell([], true);
  await visitor.run(() => {
    document.cookie = '_ad_id=new; path=/';
    document.cookie = '_ad=; max-age=0';
    document.cookie = '_ad_id=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT';
    document.cookie = 'exact=; Max-Age=-1';
  });
  assert.equal(await cookies(), 'exactly=4,x_ad=5');
  await visitor.close();
});

test(`${max_held} calls are held, and the next is dropped with one word about it`, async () => {
  const visitor = await openPage();
  await visitor.run((count) => {
    window.outcome = [];
    for (let at = 0; at < count; at++) fetch(`${listed}/${at}`).then(() => {}, () => window.outcome.push(at));
  }, max_held);
  await visitor.settle();
  assert.deepEqual([await visitor.run('outcome'), visitor.warnings], [[], []]);
  await visitor.run(() => {
    for (const at of ['past', 'further']) fetch(`${listed}/${at}`).catch(() => window.outcome.push(at));
  });
  await visitor.settle();
  assert.deepEqual(await visitor.run('outcome'), ['past', 'further']);
  assert.equal(visitor.warnings.length, 1);
  await visitor.tell(['ads'], false);
  await visitor.until(() => origins.listed.arrived.length === max_held, 'all that was held');
  assert.deepEqual(visitor.asked(origins.listed), Array.from({ length: max_held }, (_, at) => '/' + at));
  await visitor.close();
});

test('an origin is matched whole, with any subdomain where it has a star', async () => {
  const { port } = origins.listed;
  const visitor = await openPage(withStub({ guard: [['ads', [`http://*.ads.localhost:${port}`, `http://exact.localhost:${port}`], []]] }));
  const addresses = [
    `http://a.ads.localhost:${port}/held`,
    `http://a.b.ads.localhost:${port}/held`,
    `//a.ads.localhost:${port}/held`,
    `http://user@a.ads.localhost:${port}/held`,
    `HTTP://A.ADS.LOCALHOST:${port}/held`,
    `http://exact.localhost:${port}/held`,
    `http://ads.localhost:${port}/1`,
    `http://bads.localhost:${port}/2`,
    `http://a.exact.localhost:${port}/3`,
    `http://exactly.localhost:${port}/4`,
    `http://127.0.0.1:${port}/5?http://a.ads.localhost:${port}`,
  ];
  await visitor.run((list) => list.map((address) => (new Image().src = address)), addresses);
  await visitor.until(() => origins.listed.arrived.length >= 5, 'what is not listed');
  await visitor.settle();
  assert.deepEqual(origins.listed.arrived.map((line) => line.split(/[ ?]/)[1]).toSorted(), ['/1', '/2', '/3', '/4', '/5']);
  await visitor.close();
});

test('a secure page’s images to http are held for the https origin that the browser makes of them', async () => {
  const visitor = await visit(origins.browser);
  const asked = [];
  await visitor.context.route('**/*', (route) => {
    const url = new URL(route.request().url());
    asked.push(url.hostname + url.pathname);
    const page = `<!doctype html><head>${withStub({ guard: [['ads', ['https://ads.test'], []]] })}</head>`;
    return route.fulfill({ contentType: url.pathname === '/' ? 'text/html' : 'image/svg+xml', body: url.pathname === '/' ? page : '' });
  });
  await visitor.page.goto('https://shop.test/');
  await visitor.page.evaluate(async () => {
    new Image().src = 'http://ads.test/held.svg';
    const other = new Image();
    other.src = 'http://other.test/kept.svg';
    await new Promise((resolve) => (other.onload = other.onerror = resolve));
  });
  assert.deepEqual(asked, ['shop.test/', 'other.test/kept.svg']);
  await visitor.close();
});

test('an origin of two services is open once one of them is allowed', async () => {
  const visitor = await openPage(withStub({ guard: [['ads', [origins.listed.origin], []], ['maps', [origins.listed.origin], []]] }));
  await visitor.run(() => (new Image().src = listed + '/shared.svg'));
  await visitor.tell(['maps'], true);
  await visitor.until(() => origins.listed.arrived.length === 1, 'the call');
  await visitor.close();
});

test('a replay that throws stops no other', async () => {
  const visitor = await openPage();
  await visitor.run(() => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', listed + '/twice');
    xhr.send();
    const broken = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src').set;
    broken.call({}, listed + '/no-image.svg');
    new Image().src = listed + '/image.svg';
  });
  await visitor.tell(['ads'], false);
  await visitor.settle();
  assert.deepEqual(visitor.asked(origins.listed), ['/twice', '/image.svg']);
  assert.match(visitor.problems.join(), /Illegal invocation/);
  await visitor.close();
});

test('without a widget the guard holds for good and the page works', async () => {
  const visitor = await openPage(stubFor() + `<script async src="http://127.0.0.1:1/assent.js"></script>`);
  await visitor.run(callAll, origins.listed.origin);
  await visitor.run(callAll, origins.other.origin);
  await visitor.until(() => visitor.asked(origins.other).length === count_of_all, 'the rest of the page');
  await visitor.settle();
  assert.deepEqual(origins.listed.arrived, []);
  assert.ok(await visitor.run('Array.isArray(assent)'));
  await visitor.close();
});

test('a second copy of the stub does nothing, also after the widget took the handle', async () => {
  const config = { guard: [['ads', [origins.listed.origin], []]], google: { default: [{ ad_storage: 'denied' }], set: {} } };
  const visitor = await openPage(withStub(config) + withStub(config));
  await visitor.tell([], false);
  await visitor.run(([source, text]) => {
    const late = document.createElement('script');
    late.setAttribute('data-assent-head', text);
    late.text = source;
    document.head.append(late);
  }, [head, JSON.stringify(config)]);
  assert.equal(await visitor.run('dataLayer.length'), 1);
  assert.equal(await visitor.run('typeof assentHead'), 'undefined');
  await visitor.run(() => (new Image().src = listed + '/once.svg'));
  await visitor.tell(['ads'], false);
  await visitor.until(() => origins.listed.arrived.length, 'the call');
  assert.deepEqual(origins.listed.arrived, ['GET /once.svg']);
  await visitor.close();
});

test('without a guard in its configuration the stub touches nothing of the browser', async () => {
  const visitor = await openPage(withStub({}));
  assert.deepEqual(await visitor.run('[typeof assentHead, typeof dataLayer, typeof uetq, typeof clarity, Array.isArray(assent)]'), ['undefined', 'undefined', 'undefined', 'undefined', true]);
  await visitor.run(callAll, origins.listed.origin);
  await visitor.until(() => origins.listed.arrived.length === count_of_all, 'every call');
  await visitor.close();
});
