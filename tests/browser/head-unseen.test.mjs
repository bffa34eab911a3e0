// That nothing on the page can tell that the guard is there, unless it calls a listed origin: the same script, run on a
// page with the stub and on one without, sees the same. And a strict policy with the hash that the build prints.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './support/collector.mjs';
import { head, open, useOrigins, withStub } from './support/head.mjs';

const origins = useOrigins();
const guard = () => ({ guard: [['ads', [origins.listed.origin], ['_ad*']]] });

/** What a script finds out about the browser's functions, and about calls that are not to a listed origin. */
async function look() {
  const seen = {};
  const caught = (act) => {
    try {
      return String(act());
    } catch (error) {
      return `${error.constructor.name} ${error.name}: ${error.message}`;
    }
  };
  const rejected = (promise) => promise.then(() => 'fulfilled', (error) => `${error.name}: ${error.message}`);
  const describe = (owner, name) => {
    const { value, get, set, ...flags } = Object.getOwnPropertyDescriptor(owner, name);
    return [value, get, set].filter(Boolean).map((each) => [each.name, each.length, Object.getOwnPropertyNames(each).join(), typeof each.prototype]).concat([flags]);
  };
  const functions = [
    [window, 'fetch'],
    [XMLHttpRequest.prototype, 'open'],
    [XMLHttpRequest.prototype, 'send'],
    [XMLHttpRequest.prototype, 'abort'],
    [Navigator.prototype, 'sendBeacon'],
    [HTMLImageElement.prototype, 'src'],
    [HTMLScriptElement.prototype, 'src'],
    [HTMLIFrameElement.prototype, 'src'],
    [Element.prototype, 'setAttribute'],
    [Document.prototype, 'cookie'],
  ];
  seen.functions = functions.map(([owner, name]) => describe(owner, name));
  seen.native = /\[native code\]/.test(fetch) && /\[native code\]/.test(XMLHttpRequest.prototype.open);
  seen.own = functions.map(([owner]) => Object.keys(owner).filter((name) => !/^(listed|other|violations|seen|assent|assentHead)$/.test(name)).join());
  seen.constructs = [caught(() => new fetch('/')), caught(() => new Element.prototype.setAttribute())];

  const promise = fetch('page.html?fetch');
  const answer = await promise;
  seen.fetch = [promise instanceof Promise, promise.constructor === Promise, answer instanceof Response, answer.url];
  seen.request = (await fetch(new Request(other + '/r', { method: 'POST', body: 'body' }))).status;
  seen.address = (await fetch(new URL('/u', other))).url;
  seen.text = (await fetch({ toString: () => other + '/t' })).url;
  seen.failing = await Promise.all([
    rejected(fetch('http://[')),
    rejected(fetch('http://user:word@127.0.0.1/')),
    rejected(fetch('/', { method: 'GET', body: 'x' })),
    rejected(fetch()),
    rejected(fetch(Symbol('s'))),
    rejected(fetch({ toString() { throw new RangeError('own'); } })),
    rejected(fetch('/', { signal: AbortSignal.abort() })),
    rejected(fetch('http://127.0.0.1:1/')),
  ]);
  seen.detached = await rejected((0, fetch)('/page.html'));
  seen.unbound = caught(() => fetch.call({}, '/page.html')).replace(/Promise.*/, '');

  const xhr = new XMLHttpRequest();
  seen.opened = [
    caught(() => xhr.open()),
    caught(() => xhr.open('BAD METHOD', '/')),
    caught(() => xhr.open('TRACE', '/')),
    caught(() => xhr.open('GET', 'http://[')),
    caught(() => xhr.send()),
    caught(() => XMLHttpRequest.prototype.send.call({})),
    caught(() => xhr.open('GET', 'page.html', false)),
    caught(() => xhr.send()),
    xhr.responseURL,
    xhr.status,
  ];
  seen.events = await new Promise((resolve) => {
    const events = [];
    const request = new XMLHttpRequest();
    for (const name of ['readystatechange', 'loadstart', 'progress', 'load', 'abort', 'error', 'loadend'])
      request.addEventListener(name, (event) => {
        events.push(name + request.readyState + event.constructor.name + event.isTrusted);
        if (name === 'loadend') resolve(events);
      });
    request.open('GET', other + '/x');
    request.send();
  });

  seen.beacon = [navigator.sendBeacon('/b'), caught(() => navigator.sendBeacon()), caught(() => navigator.sendBeacon('http://[')), caught(() => navigator.sendBeacon('data:,x'))];

  const image = new Image(1, 1);
  seen.image = [image.width, image.height, image instanceof HTMLImageElement, image.src, (image.src = 'pixel.svg'), image.src, image.getAttribute('src')];
  await image.decode().catch(() => {});
  image.srcset = `${other}/one.svg 1x, ${other}/two.svg 2x`;
  seen.srcset = [image.srcset, await new Promise((resolve) => (image.onload = () => resolve(image.currentSrc)))];
  image.src = '';
  seen.empty = [image.src, image.getAttribute('src'), (image.src = null), image.getAttribute('src'), (image.src = 'http://['), image.src];
  const set = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src').set;
  seen.setter = [caught(() => set.call({}, 'x')), caught(() => set.call(image)), caught(() => set.call(image, Symbol('s')))];
  const node = document.createElement('div');
  seen.attributes = [
    caught(() => node.setAttribute('')),
    caught(() => node.setAttribute('1', '')),
    caught(() => node.setAttribute('src', other + '/div')),
    node.outerHTML.replace(other, ''),
    caught(() => image.setAttribute('src')),
    caught(() => image.setAttribute(Symbol('s'), 'x')),
    caught(() => image.setAttribute('SRC', 'relative.svg')),
    image.outerHTML.replaceAll(other, ''),
    caught(() => document.createElementNS('http://www.w3.org/2000/svg', 'image').setAttribute('src', 'x')),
  ];
  const script = document.createElement('script');
  script.src = other + '/s.js';
  seen.script = [script.src === other + '/s.js', await new Promise((resolve) => {
    script.onload = (event) => resolve(event.isTrusted);
    document.head.append(script);
  })];
  const frame = document.createElement('iframe');
  frame.src = 'about:blank';
  document.body.append(frame);
  seen.frame = [frame.src, frame.contentWindow.location.href];

  seen.cookie = [(document.cookie = 'a=1; path=/'), (document.cookie = 'b'), document.cookie, caught(() => (document.cookie = Symbol('s')))];
  document.cookie = 'a=; max-age=0; path=/';
  document.cookie = '=b; max-age=0';
  return seen;
}

test('a page cannot tell the guard from the browser', async () => {
  const seenOn = async (inHead) => {
    const visitor = await open(origins, inHead);
    const seen = await visitor.run(look);
    await visitor.close();
    return seen;
  };
  const plain = await seenOn('');
  const guarded = await seenOn(withStub(guard()));
  assert.ok(Object.keys(plain).length > 20);
  assert.deepEqual(guarded, plain);
  assert.deepEqual(origins.listed.arrived, []);
});

test('relative addresses are those of the page’s base', async () => {
  const visitor = await open(origins, `<base href="${origins.listed.origin}/based/">` + withStub(guard()));
  await visitor.run(() => {
    new Image().src = 'held.svg';
    fetch('held').catch(() => {});
    navigator.sendBeacon('held');
    new Image().src = other + '/kept.svg';
  });
  await visitor.settle();
  assert.deepEqual(origins.listed.arrived, []);
  await visitor.tell(['ads'], false);
  await visitor.until(() => origins.listed.arrived.length === 3, 'what was held');
  assert.deepEqual(new Set(visitor.asked(origins.listed)), new Set(['/based/held.svg', '/based/held']));
  await visitor.close();
});

test('a polluted Object.prototype opens nothing', async () => {
  const polluted = `<script>for (const name of ['google', 'uet', 'clarity', 'guard', 'get', 'set', 'apply', 'url', 'services'])
    Object.defineProperty(Object.prototype, name, { value: undefined, writable: true, configurable: true });
    Object.prototype.guard = []; Object.prototype.url = '/'; Object.prototype.google = { default: [{ ad_storage: 'granted' }], set: {} };</script>`;
  const visitor = await open(origins, polluted + withStub(guard()));
  assert.equal(await visitor.run('typeof dataLayer'), 'undefined');
  await visitor.run(() => {
    new Image().src = listed + '/held.svg';
    fetch(listed + '/held').catch(() => {});
  });
  await visitor.settle();
  assert.deepEqual(origins.listed.arrived, []);
  await visitor.close();
});

/** The policy source that the build prints for the head stub. */
function printedHash() {
  const out = mkdtempSync(join(tmpdir(), 'assent-dist-'));
  try {
    const printed = execFileSync('node', [join(root, 'web/build.mjs'), '--out', out], { encoding: 'utf8' });
    return /head\.js {2}script-src '(sha256-[^']+)' {2}integrity="\1"/.exec(printed)[1];
  } finally {
    rmSync(out, { recursive: true });
  }
}

const policies = {
  'inline, by the printed hash': () => [`script-src '${printedHash()}'`, withStub(guard())],
  'inline, by a nonce': () => [`script-src 'nonce-bm9uY2U='`, withStub(guard(), 'nonce="bm9uY2U="')],
  'as a file, by its integrity': () => [
    `script-src 'self'`,
    `<script src="/head.js" integrity="${printedHash()}" data-assent-head='${JSON.stringify(guard())}'></script>`,
  ],
};
for (const [how, make] of Object.entries(policies))
  test(`a strict policy is not violated: ${how}`, async () => {
    const [script_src, inHead] = make();
    origins.site.pages['/head.js'] = head;
    origins.site.headers['content-security-policy'] =
      `default-src 'none'; ${script_src}; connect-src ${origins.listed.origin}; require-trusted-types-for 'script'; trusted-types 'none'`;
    try {
      const visitor = await open(origins, inHead);
      await visitor.run(() => void fetch(listed + '/held').catch(() => {}));
      await visitor.tell(['ads'], false);
      await visitor.until(() => origins.listed.arrived.length === 1, 'the held call');
      assert.deepEqual(await visitor.run('violations'), []);
      assert.deepEqual(visitor.problems, []);
      await visitor.close();
    } finally {
      delete origins.site.headers['content-security-policy'];
    }
  });

test('an altered stub does not run', async () => {
  origins.site.headers['content-security-policy'] = `default-src 'none'; script-src '${printedHash()}'`;
  try {
    const visitor = await open(origins, withStub(guard()).replace('</script>', ' </script>'));
    assert.equal(await visitor.run('typeof assentHead'), 'undefined');
    assert.deepEqual(await visitor.run('violations'), ['script-src-elem']);
    await visitor.close();
  } finally {
    delete origins.site.headers['content-security-policy'];
  }
});
