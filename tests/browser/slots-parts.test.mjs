// Edits, refusals, values and what a place shows, in a real page: everything that was done to the page's own nodes can be
// taken back exactly, and nothing that would load, run or move comes in.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bundleParts, openParts } from './support/parts.mjs';
import { startBrowser } from './support/visitor.mjs';

let browser;
let script;
before(async () => {
  browser = await startBrowser();
  script = await bundleParts('slots/edits.ts', 'slots/content.ts', 'slots/values.ts', 'slots/busy.ts', 'slots/refused.ts', 'slots/slots.ts');
});
after(() => browser.close());

const place = `<!doctype html><div id="place" data-assent-slot="home.hero" class="wide  hero">
  <h1 class="big">Old <!-- kept --> text</h1>
  <img alt="old" width="1" height="1"><a href="/old">x</a>
  <ul><li>one</li> <li>two</li> <li>three</li></ul>
  <p>with <b>markup</b></p><form><input value="a"><textarea>b</textarea><select><option>1</option><option>2</option></select></form>
</div>`;

const edit = (attributes) => `<assent-edit ${attributes}></assent-edit>`;
const asEdits = (...all) => all.map(edit).join('');

/** Applies edits, tells what the place then holds, and what is there once they are undone; `meanwhile` runs between. */
const editing = (page, html, meanwhile = '') =>
  page.evaluate(
    ([source, script]) => {
      const here = document.querySelector('#place');
      const nodes = () => [...here.querySelectorAll('*')].flatMap((each) => [each, ...each.childNodes]);
      const before = { html: here.outerHTML, nodes: nodes() };
      const template = document.createElement('template');
      template.innerHTML = source;
      const done = parts.applyEdits(here, parts.readEdits(template.content));
      const edited = here.outerHTML;
      new Function('here', script)(here);
      done?.undo();
      const after = nodes();
      return {
        made: !!done,
        edited,
        undone: here.outerHTML === before.html,
        same_nodes: after.length === before.nodes.length && after.every((node, at) => node === before.nodes[at]),
        left: here.outerHTML,
      };
    },
    [html, meanwhile],
  );

test('texts, attributes, classes and order are edited and taken back as the very same nodes', async () => {
  const { page } = await openParts(browser, script, place);
  const all = asEdits(
    'select="h1" text="New &lt;b&gt;text&lt;/b&gt;"',
    'select="img" attribute="alt" value="new"',
    'select="img" attribute="aria-label" value="more"',
    'select="a" attribute="href" value="/new"',
    'select=":scope" classes="+calm -wide"',
    'select="h1" classes="+calm -big"',
    'select="ul" order="3 1"',
  );
  const { made, edited, undone, same_nodes } = await editing(page, all);
  assert.ok(made);
  assert.match(edited, /<h1 class="calm">New &lt;b&gt;text&lt;\/b&gt;<\/h1>/);
  assert.match(edited, /alt="new"[^>]*aria-label="more"/);
  assert.match(edited, /<a href="\/new">/);
  assert.match(edited, /class="hero calm"/);
  assert.match(edited, /<li>three<\/li> <li>one<\/li> <li>two<\/li>/);
  assert.ok(undone && same_nodes);
  await page.close();
});

test('what the page has changed meanwhile stays as the page has it', async () => {
  for (const [change, meanwhile, left] of [
    ['select="h1" text="New"', "here.querySelector('h1').textContent = 'Page'", />Page<\/h1>/],
    ['select="img" attribute="alt" value="new"', "here.querySelector('img').alt = 'page'", /alt="page"/],
    ['select="h1" classes="+calm -big"', "here.querySelector('h1').classList.add('page')", /class="page big"/],
    ['select="ul" order="3 1 2"', "here.querySelector('li').remove()", /<ul> <li>one<\/li> <li>two<\/li><\/ul>/],
  ]) {
    const { page } = await openParts(browser, script, place);
    const told = await editing(page, asEdits(change), meanwhile);
    assert.ok(told.made && !told.undone, change);
    assert.match(told.left, left, change);
    await page.close();
  }
});

test('all edits are made or none', async () => {
  const { page } = await openParts(browser, script, place);
  for (const bad of [
    'select="h7" text="x"',
    'select="p" text="x"', // it holds an element of the page's
    'select="textarea" text="x"',
    'select="img" attribute="href" value="/x"',
    'select="a" attribute="href" value="java&#10;script:alert(1)"',
    'select="img" attribute="src" value="data:,x"',
    'select="img" attribute="onerror" value="x"',
    'select="img" attribute="id" value="x"',
    'select="h1" attribute="style" value="color: red"',
    'select="form" attribute="action" value="/x"',
    'select="h1" attribute="aria-LABEL" value="x"',
    'select="ul" order="4"',
    'select="ul" order="1 1"',
    'select="h1" classes="calm"',
  ]) {
    const { made, undone, same_nodes } = await editing(page, asEdits('select="h1" text="New"', bad));
    assert.ok(!made && undone && same_nodes, bad);
  }
  for (const malformed of ['', edit('text="x"'), edit('select="a" text="x" order="1"'), edit('select="::!" text="x"'), '<p>x</p>', edit('select="a" text="x"').repeat(51)])
    await assert.rejects(editing(page, malformed), malformed);
  assert.ok((await editing(page, edit('select="h1" text="x"').repeat(50))).undone);
  await page.close();
});

test('an edit takes at most as many nodes as its limit', async () => {
  const list = (count) => `<!doctype html><div id="place" data-assent-slot="a">${'<i>x</i>'.repeat(count)}</div>`;
  for (const [count, made] of [[100, true], [101, false]]) {
    const { page } = await openParts(browser, script, list(count));
    assert.equal((await editing(page, asEdits('select="i" text="y"'))).made, made, `${count} nodes`);
    await page.close();
  }
});

test('content that would load, run or move is refused, and nothing of it is asked for', async () => {
  const { page, asked } = await openParts(browser, script, place);
  const isRefused = (html) =>
    page.evaluate((content) => {
      const bytes = new TextEncoder().encode(`<template data-experience="a">${content}</template>`);
      try {
        parts.readContent(bytes, { createHTML: (text) => text });
        return false;
      } catch (error) {
        return error.reason ?? String(error);
      }
    }, html);
  for (const html of [
    '<script>x</script>', '<style>p{}</style>', '<iframe></iframe>', '<link rel=prefetch href=/a>', '<meta http-equiv=refresh content=0>',
    '<img src=/a.png width=1 height=1>', '<img srcset="/a 2x" width=1 height=1>', '<img src="data:image/gif,x">', '<picture><source srcset=/a></picture>',
    '<audio src=/a></audio>', '<video poster=/a></video>', '<input type=image src=/a>', '<p background=/a>', '<p style="color:red">', '<p onclick=x>',
    '<img loading=lazy src="data:image/gif,x" width=1 height=1>', '<a ping=/a href=/b>x</a>', '<a href="java&#10;script:x">x</a>', '<form action="javascript:x"></form>',
    '<svg><image href=/a></image></svg>', '<svg><use href="/a#b"></use></svg>', '<svg><filter><feImage href="#a"/></filter></svg>', '<svg><set attributeName=href to=/a></set></svg>',
    '<svg><rect fill="URL( \'/a\' )"/></svg>', '<svg><rect fill="u\\72l(/a)"/></svg>', '<svg><rect mask="image-set(/a 1x)"/></svg>', '<svg><rect fill="url&lpar;/a)"/></svg>',
    '<my-card></my-card>', '<p is=my-card>', '<p data-assent-slot=home.hero>', '<p data-assent-service=video>', '<p data-assent-observe="view:a=b">', '<input autofocus>',
    '<template><img src=/a></template>', '<object data=/a></object>', '<embed src=/a>', '<assent-edit></assent-edit>',
  ])
    assert.equal(await isRefused(html), 'content_refused', html);
  for (const html of [
    '<p class="a" title="url(/a)">x</p>', '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width=1 height=1 alt="">', '<svg><defs><path id=a /></defs><use href="#a"/><rect fill="url(#b)"/></svg>',
    '<a href="/a">x</a>', '<a href="mailto:a@b.example">x</a>', '<form action="/search"><input></form>', '<assent-value attribute="home">you</assent-value>', '<p data-assent-goal="a">',
  ])
    assert.equal(await isRefused(html), false, html);
  assert.deepEqual(asked, []);
  await page.close();
});

test('a place is busy while the visitor does something in it', async () => {
  const { page } = await openParts(browser, script, place);
  const isBusy = () => page.evaluate(() => parts.isBusy(document.querySelector('#place')));
  assert.equal(await isBusy(), false);
  await page.locator('input').focus();
  assert.equal(await isBusy(), true, 'focus');
  await page.evaluate(() => document.activeElement.blur());
  assert.equal(await isBusy(), false);
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector('h1')));
  assert.equal(await isBusy(), true, 'a selection');
  await page.evaluate(() => getSelection().removeAllRanges());
  for (const type of ['input', 'textarea']) {
    await page.locator(type).fill('typed');
    await page.evaluate(() => document.activeElement.blur());
    assert.equal(await isBusy(), true, type);
    await page.evaluate(() => document.querySelector('form').reset());
    assert.equal(await isBusy(), false, `${type} reset`);
  }
  await page.locator('select').selectOption('2');
  assert.equal(await isBusy(), true, 'select');
  await page.close();
});

/** One slot with its content in the page, driven as the core would. */
const staging = (page, { content, late = 'keep_default', values = {} }) =>
  page.evaluate(
    ([html, how, known]) => {
      const symbols = {
        language: 'en', texts: {}, purposes: [], attributes: Object.keys(known).map((id) => ({ id, type: 'text' })),
        slots: [{ id: 'hero', place: 'home.hero' }],
      };
      const second = {
        controller: {}, texts: {}, purposes: [], attributes: Object.keys(known).map(() => ({})),
        slots: [{ late: how, content: 'hash', because: {} }],
      };
      window.known = known;
      window.told = [];
      window.fades = 0;
      const { animate } = Element.prototype;
      Element.prototype.animate = function (...given) {
        window.fades++;
        return animate.apply(this, given);
      };
      window.answers = [];
      const slots = parts.createSlots(symbols, {
        secondLayer: () => Promise.resolve(second),
        read: () => new Promise((resolve) => window.answers.push(() => resolve(new TextEncoder().encode(html)))),
        valueOf: (attribute) => Object.values(window.known)[attribute],
        exposed: (slot) => window.told.push(slot),
        trusted: { createHTML: (text) => text },
      });
      slots.scan();
      new MutationObserver(slots.scan).observe(document, { childList: true, subtree: true });
      window.slots = slots;
      window.show = async (experience, by_visitor = false, withheld = false) => {
        slots.show([{ slot: 'hero', place: 'home.hero', experience, variant: null, withheld, trace: [] }], by_visitor);
        await new Promise((resolve) => setTimeout(resolve)); // the second layer comes
        window.answers.splice(0).forEach((answer) => answer());
      };
    },
    [content, late, values],
  );

const drawn = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => setTimeout(done)))));
/** Until the browser says that it has painted, and observers of what is on the screen have had their turn. */
const looked = (page) =>
  page.evaluate(() => new Promise((done) => {
    const look = () => {
      if (!performance.getEntriesByType('paint').length) return setTimeout(look, 25);
      new IntersectionObserver((_, observer) => (observer.disconnect(), done())).observe(document.querySelector('#place'));
    };
    look();
  }));
const boxed = (inner, style = '') => `<!doctype html><style>[data-assent-slot]{min-height:100px;${style}}</style>${inner}<p id=below>below</p>`;
const slot = '<div id="place" data-assent-slot="home.hero"><b>default</b></div>';
const texts = (page) => page.locator('#place').innerText();
const two = '<template data-experience="a"><i>first</i></template><template data-experience="b"><i>second</i></template>';

test('what was seen keeps its default until the next navigation', async () => {
  const { page } = await openParts(browser, script, boxed(slot));
  await looked(page);
  await staging(page, { content: two });
  await looked(page);
  await page.evaluate(() => (window.before = document.querySelector('#place b')));
  await page.evaluate(() => window.show('a'));
  await drawn(page);
  assert.equal(await texts(page), 'default');
  assert.deepEqual(await page.evaluate(() => window.told), [], 'nobody is told of what is not shown');
  await page.evaluate(() => {
    window.slots.navigated();
    window.show('a');
  });
  await looked(page);
  assert.equal(await texts(page), 'first');
  assert.deepEqual(await page.evaluate(() => window.told), [0]);
  await page.evaluate(() => window.show('b'));
  await drawn(page);
  assert.equal(await texts(page), 'first', 'another decision waits too');
  await page.evaluate(() => window.show(null, false, true));
  assert.equal(await texts(page), 'default', 'the end of consent does not wait');
  assert.ok(await page.evaluate(() => document.querySelector('#place b') === window.before), 'the very same node is back');
  await page.close();
});

test('a place that a framework adds later has its content before it is painted', async () => {
  const { page } = await openParts(browser, script, boxed('<div id="app"></div>'));
  await staging(page, { content: two });
  await page.evaluate(() => window.slots.scan());
  await page.evaluate((html) => (document.querySelector('#app').innerHTML = html), slot);
  await page.evaluate(() => window.show('a'));
  await drawn(page);
  await page.evaluate((html) => (document.querySelector('#app').innerHTML = html), slot);
  assert.equal(await page.evaluate(() => Promise.resolve().then(() => document.querySelector('#place').innerText)), 'first', 'in the same turn');
  await page.close();
});

test('a late decision fades in, keeps the box open and gives the style back', async () => {
  const { page } = await openParts(browser, script, boxed(slot.replace('<b>', '<b style="display:block;height:200px">')));
  await drawn(page);
  await staging(page, { content: two, late: 'fade_in' });
  const y = () => page.evaluate(() => document.querySelector('#below').getBoundingClientRect().top);
  const before = await y();
  await page.evaluate(() => window.show('a'));
  await drawn(page);
  assert.equal(await texts(page), 'first');
  assert.equal(await page.evaluate(() => window.fades), 1);
  assert.equal(await y(), before, 'nothing below has moved');
  await page.evaluate(() => window.slots.restore());
  assert.equal(await y(), before);
  assert.equal(await page.evaluate(() => document.querySelector('#place').hasAttribute('style')), false);
  await page.close();
});

test('who wants less motion sees no fading', async () => {
  const { page } = await openParts(browser, script, boxed(slot), { reducedMotion: 'reduce' });
  await drawn(page);
  await staging(page, { content: two, late: 'fade_in' });
  await page.evaluate(() => window.show('a'));
  await drawn(page);
  assert.equal(await texts(page), 'first');
  assert.equal(await page.evaluate(() => window.fades), 0);
  await page.close();
});

test('content that is larger than its box keeps the default, and a developer reads why', async () => {
  const { page } = await openParts(browser, script, boxed(slot));
  const warnings = [];
  page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
  await drawn(page);
  await staging(page, { content: '<template data-experience="a"><p>tall<br><br><br><br><br><br><br><br></p></template>', late: 'fade_in' });
  for (let round = 0; round < 2; round++) {
    await page.evaluate(() => window.show('a', true));
    await drawn(page);
    assert.equal(await texts(page), 'default');
  }
  assert.deepEqual(await page.evaluate(() => window.told), []);
  assert.equal(warnings.filter((text) => /slot hero keeps its default content: .*larger/.test(text)).length, 1, 'said once');
  await page.close();
});

test('a place without a box of its own keeps its default', async () => {
  const { page } = await openParts(browser, script, boxed(slot, 'display:contents'));
  await staging(page, { content: two, late: 'fade_in' });
  await page.evaluate(() => window.show('a'));
  await drawn(page);
  assert.equal(await texts(page), 'default');
  await page.close();
});

test('a place that the page removes mid-decision breaks nothing, and one that it fills anew is its own', async () => {
  const { page } = await openParts(browser, script, boxed(slot));
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await staging(page, { content: two, late: 'fade_in' });
  await page.evaluate(() => {
    window.gone = document.querySelector('#place');
    window.slots.show([{ slot: 'hero', place: 'home.hero', experience: 'a', variant: null, withheld: false, trace: [] }], false);
  });
  await page.waitForFunction(() => window.answers.length === 1); // its content is asked for
  await page.evaluate(() => {
    window.gone.remove();
    window.answers.splice(0).forEach((answer) => answer());
  });
  await drawn(page);
  assert.equal(await page.evaluate(() => window.gone.innerText), 'default');
  assert.deepEqual(await page.evaluate(() => window.told), []);
  await page.evaluate(() => document.body.prepend(window.gone));
  await drawn(page);
  assert.equal(await texts(page), 'first', 'back in the page it is drawn');
  await page.evaluate(() => (window.gone.innerHTML = '<u>of the page</u>'));
  await page.evaluate(() => window.slots.restore());
  assert.equal(await texts(page), 'of the page');
  assert.deepEqual(problems, []);
  await page.close();
});

test('nothing changes under a visitor who types, and it does once that has ended', async () => {
  const { page } = await openParts(browser, script, boxed(slot.replace('<b>', '<form><input></form><b>')));
  await drawn(page);
  await staging(page, { content: two, late: 'fade_in' });
  await page.locator('input').fill('typed');
  await page.evaluate(() => window.show('a'));
  await drawn(page);
  assert.equal(await texts(page), 'default');
  await page.evaluate(() => document.activeElement.blur());
  await drawn(page);
  assert.equal(await texts(page), 'default', 'what was typed is still there');
  await page.evaluate(() => document.querySelector('form').reset());
  await drawn(page);
  assert.equal(await texts(page), 'first');
  await page.close();
});

const hostile = '<img src=/x onerror="window.hacked=1">\u202eevil\u2066';

test('hostile values are text, isolated and clipped, and page scripts cannot read them', async () => {
  const { page, asked } = await openParts(browser, script, boxed(slot, 'width:900px'));
  await drawn(page);
  const content = '<template data-experience="a"><i>Hello <assent-value attribute="name">you</assent-value>!</i><assent-value attribute="long">-</assent-value><assent-value attribute="nothing">nobody</assent-value></template>';
  await staging(page, { content, late: 'fade_in', values: { name: hostile, long: 'x'.repeat(10_000) } });
  await page.evaluate(() => window.show('a'));
  await drawn(page);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.deepEqual(asked, []);
  const read = await page.evaluate(() => {
    const [name] = document.querySelectorAll('assent-value');
    class Other extends HTMLElement {}
    return [name.shadowRoot, name.textContent, name.innerText, name.outerHTML, name.getHTML?.({ serializableShadowRoots: true }), document.querySelector('#place').innerText];
  });
  assert.deepEqual(read.slice(0, 4), [null, 'you', read[2], '<assent-value attribute="name">you</assent-value>']);
  assert.ok(!JSON.stringify(read).includes('evil') && !JSON.stringify(read).includes('xxxx'), 'no script of the page reads a value');
  const cdp = await page.context().newCDPSession(page);
  const { root } = await cdp.send('DOM.getDocument', { depth: -1, pierce: true });
  const shown = [];
  const walk = (node) => {
    if (node.nodeName === 'BDI') shown.push([node.childNodeCount, node.children[0].nodeName, node.children[0].nodeValue]);
    for (const child of [...(node.children ?? []), ...(node.shadowRoots ?? [])]) walk(child);
  };
  walk(root);
  assert.deepEqual(shown, [[1, '#text', hostile], [1, '#text', 'x'.repeat(79) + '…']]);
  await page.close();
});

/** What the values on the page say, which no script of the page can read. */
async function valuesOn(page) {
  const cdp = await page.context().newCDPSession(page);
  const { root } = await cdp.send('DOM.getDocument', { depth: -1, pierce: true });
  const walk = (node) => [
    ...(node.nodeName === 'BDI' ? [node.children[0].nodeValue] : []),
    ...[...(node.children ?? []), ...(node.shadowRoots ?? [])].flatMap(walk),
  ];
  return walk(root);
}

test('another value of what is shown is the visitor’s own or waits, and one that is forgotten goes at once', async () => {
  const { page } = await openParts(browser, script, boxed(slot, 'width:900px'));
  await looked(page);
  const content = '<template data-experience="a"><i>Hello <assent-value attribute="name">you</assent-value></i></template>';
  await staging(page, { content, values: { name: 'Ada' } });
  await looked(page);
  await page.evaluate(() => window.show('a', true));
  await drawn(page);
  assert.deepEqual(await valuesOn(page), ['Ada']);
  const renew = (name, by_visitor) =>
    page.evaluate(([to, mine]) => {
      window.known.name = to ?? undefined;
      window.slots.renew(mine);
    }, [name, by_visitor]);
  await renew('Eve', false);
  assert.deepEqual(await valuesOn(page), ['Ada'], 'nobody did anything');
  await renew('Eve', true);
  assert.deepEqual(await valuesOn(page), ['Eve']);
  await renew(null, false);
  assert.deepEqual(await valuesOn(page), []);
  assert.equal(await texts(page), 'Hello you');
  await page.close();
});

test('what is below the screen is told once it is seen', async () => {
  const { page } = await openParts(browser, script, '<div style="height:300vh"></div>' + boxed(slot));
  await staging(page, { content: two });
  await looked(page);
  await page.evaluate(() => window.show('a'));
  await drawn(page);
  assert.equal(await texts(page), 'first');
  assert.deepEqual(await page.evaluate(() => window.told), []);
  await page.evaluate(() => document.querySelector('#place').scrollIntoView());
  await page.waitForFunction(() => window.told.length === 1);
  await page.close();
});

test('a place that stays on the screen over a navigation keeps its box and fades', async () => {
  const { page } = await openParts(browser, script, boxed(slot));
  await looked(page);
  await staging(page, { content: two });
  await looked(page);
  await page.evaluate(() => window.show('a'));
  await drawn(page);
  assert.equal(await texts(page), 'default');
  await page.evaluate(() => {
    window.slots.navigated();
    window.show('a');
  });
  await drawn(page);
  assert.equal(await texts(page), 'first');
  assert.equal(await page.evaluate(() => window.fades), 1);
  await page.close();
});

test('a page that has taken the name of the value element gets none', async () => {
  const { page } = await openParts(browser, script, boxed(slot));
  await page.evaluate(() =>
    customElements.define('assent-value', class extends HTMLElement {
      constructor() {
        super();
        const internals = this.attachInternals();
        setTimeout(() => (window.seen = internals.shadowRoot?.textContent ?? null), 50);
      }
    }),
  );
  await drawn(page);
  await staging(page, { content: '<template data-experience="a"><assent-value attribute="name">you</assent-value></template>', late: 'fade_in', values: { name: 'secret' } });
  await page.evaluate(() => window.show('a'));
  await drawn(page);
  assert.equal(await texts(page), 'you');
  await page.waitForTimeout(100);
  assert.equal(await page.evaluate(() => window.seen), null);
  await page.close();
});
