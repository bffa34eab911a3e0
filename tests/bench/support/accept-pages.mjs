// The same page four times: with Assent, vanilla-cookieconsent, klaro, and a hand-written banner that is the least one
// could do. Each gates the same scripts in its own way.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const dist = (name, file) => readFileSync(join(dirname(require.resolve(`${name}/package.json`)), 'dist', file), 'utf8');

export const scripts = 30;
const numbers = Array.from({ length: scripts }, (_, at) => at);
const service = (number) => `tag-${number}`;

/** Notes when the visitor clicked, when the next frame ended, and when each script ran. */
const probe = `
  window.seen = { events: [], ran: [] };
  window.ran = (number) => window.seen.ran.push([number, performance.now()]);
  new PerformanceObserver((list) => {
    for (const { name, duration, interactionId } of list.getEntries()) window.seen.events.push({ name, duration, interactionId });
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
  addEventListener('click', (event) => {
    if (window.seen.clicked) return;
    window.seen.clicked = event.timeStamp;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (window.seen.framed = performance.now());
      port2.postMessage(0);
    });
  }, true);`;

const paragraphs = Array.from({ length: 60 }, (_, at) => `<article><h2>Trip ${at + 1}</h2><p>${'A slow train to a bright place. '.repeat(12)}</p></article>`);

const page = (head, tail) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Trips</title><script>${probe}</script>${head}</head>
<body><main>${paragraphs.join('\n')}</main>${tail}</body></html>`;

const tags = (write) => numbers.map(write).join('\n');

const floor = (origin) =>
  page(
    `<style>#banner{position:fixed;inset:auto 1em 1em;padding:1em;background:#fff;border:1px solid}#banner button:active{background:#ccc}</style>`,
    `<div id="banner" role="dialog" aria-label="Privacy"><p>We use cookies to measure and to advertise.</p>
<button id="accept">Accept</button> <button>Reject</button></div>
${tags((number) => `<script type="text/plain" data-src="${origin}/${number}.js"></script>`)}
<script>
const banner = document.querySelector('#banner');
document.querySelector('#accept').addEventListener('click', () => {
  banner.hidden = true;
  localStorage.setItem('consent', 'all');
  for (const held of document.querySelectorAll('script[data-src]')) {
    const script = document.createElement('script');
    script.src = held.dataset.src;
    script.async = false;
    held.replaceWith(script);
  }
});
</script>`,
  );

const cookieconsent = (origin) =>
  page(
    '<link rel="stylesheet" href="/cookieconsent.css">',
    `${tags((number) => `<script type="text/plain" data-category="analytics" data-service="${service(number)}" src="${origin}/${number}.js"></script>`)}
<script src="/cookieconsent.js"></script>
<script>
CookieConsent.run({
  hideFromBots: false,
  categories: { necessary: { readOnly: true }, analytics: {} },
  language: { default: 'en', translations: { en: {
    consentModal: { title: 'Privacy', description: 'We use cookies to measure and to advertise.', acceptAllBtn: 'Accept', acceptNecessaryBtn: 'Reject', showPreferencesBtn: 'Choose' },
    preferencesModal: { title: 'Privacy', acceptAllBtn: 'Accept', acceptNecessaryBtn: 'Reject', savePreferencesBtn: 'Save', sections: [{ title: 'Measurement', linkedCategory: 'analytics' }] },
  } } },
});
</script>`,
  );

const klaro = (origin) =>
  page(
    '',
    `${tags((number) => `<script type="text/plain" data-type="text/javascript" data-name="${service(number)}" data-src="${origin}/${number}.js"></script>`)}
<script>
window.klaroConfig = {
  version: 1, elementID: 'klaro', storageMethod: 'localStorage', acceptAll: true, lang: 'en',
  translations: { en: { privacyPolicyUrl: '/privacy.html', purposes: { analytics: 'Measurement' } } },
  services: ${JSON.stringify(numbers.map((number) => ({ name: service(number), title: service(number), purposes: ['analytics'] })))},
};
</script>
<script src="/klaro.js"></script>`,
  );

const assent = (origin) =>
  page(
    '<!-- assent:snippet -->',
    tags((number) => `<script type="text/plain" data-assent-service="${service(number)}" data-src="${origin}/${number}.js"></script>`),
  );

/** Files for the shop; `origin` serves the scripts. */
export const pages = (origin) => ({
  'floor.html': floor(origin),
  'cookieconsent.html': cookieconsent(origin),
  'klaro.html': klaro(origin),
  'assent.html': assent(origin),
  'cookieconsent.js': dist('vanilla-cookieconsent', 'cookieconsent.umd.js'),
  'cookieconsent.css': dist('vanilla-cookieconsent', 'cookieconsent.css'),
  'klaro.js': dist('klaro', 'klaro.js'),
});

/** The example's services.json with one service for each script, as the other pages have. */
export const withTags = (services) => ({
  ...services,
  ...Object.fromEntries(numbers.map((number) => [service(number), { title: services.analytics.title, purposes: ['measurement'] }])),
});
