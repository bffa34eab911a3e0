// The rules that keep the network behind one folder of the page, and cookies and string code out of it altogether.
import { places, withoutComments } from './source.mjs';

const inPage = file => /^web\/src\/.*\.(ts|js|mjs)$/.test(file);
const outsideTransport = file => inPage(file) && !file.startsWith('web/src/transport/');
/** Holds the page's own calls and lets them go again, which takes naming them. */
const isGuard = file => file === 'web/src/head/guard.ts';

// The one file that hands over the scripts of others.
const gates = 'web/src/gates/scripts.ts';

// The one file that sends a visitor elsewhere, where what that tells may be told.
const leaving = 'web/src/features/leave.ts';

// Strings stay in view, so that window['fetch'] is seen too.
const api = names => new RegExp(String.raw`\b(?:${names.join('|')})\b`, 'g');

// The overlay names the cookies that it sees; gates end those of services; what other consent managers left is read
// once; where a policy says so, choices go to the site's subdomains.
const cookie_files = ['debug/stored.ts', 'gates/cookies.ts', 'arrivals.ts', 'sharing/cookie.ts'].map(name => 'web/src/' + name);

const caught = line => ({ 'web/src/slots.ts': `// Slots.\n${line}\n` });

export const networkRules = [
  {
    id: 'network-in-transport',
    reason: 'web/src/transport alone may reach the network; what leaves is a Send effect that passed the gate',
    applies: file => outsideTransport(file) && !isGuard(file),
    find: text => places(withoutComments(text), api(['fetch', 'XMLHttpRequest', 'sendBeacon', 'WebSocket', 'WebSocketStream',
      'WebTransport', 'EventSource', 'RTCPeerConnection', 'importScripts', 'SharedWorker', 'Worker', 'serviceWorker'])),
    planted: { ...caught("await fetch('/v1/events');"), 'web/src/elements/why.ts': "// Why.\nwindow['sendBeacon'](url);\n" },
    fine: { 'web/src/slots.ts': '// Nothing here may fetch.\nconst fetched = 1;\n',
            'web/src/transport/load.ts': '// Load.\nawait fetch(url);\n',
            'web/src/head/guard.ts': "// Guard.\nwrap(window, 'fetch', hold);\n" },
  },
  {
    id: 'no-request-by-element',
    reason: 'an image or a form sends what its address says, past the gate; what the page has gated is for gates/scripts.ts to load, and redirects are for features/leave.ts',
    applies: file => outsideTransport(file) && file !== gates && file !== leaving,
    find: text => places(withoutComments(text),
      /\bnew\s+(?:Image|Audio)\b|createElement\(\s*['"`](?:img|audio|video|form|link|object|embed)['"`]|\.submit\(|\.requestSubmit\(|\bwindow\.open\b|\blocation\.(?:assign|replace)\b|\blocation(?:\.href)?\s*=(?!=)/g),
    planted: { ...caught("new Image().src = '//x/?' + age;"), 'web/src/api.ts': "// Api.\nlocation.href = '/?age=' + age;\n" },
    fine: caught("const image = root.querySelector('img'); if (location.href === a) b();"),
  },
  {
    id: 'import-own-files',
    reason: 'a dynamic import of an address is a request; only our own chunks, by a name written out, are loaded',
    applies: outsideTransport,
    find: text => places(withoutComments(text), /\bimport\s*\((?!\s*['"]\.\.?\/[^'"]*['"]\s*\))/g),
    planted: { ...caught('const m = await import(url);'), 'web/src/api.ts': "// Api.\nimport('https://x.example/a.js');\n" },
    fine: { ...caught("const m = await import('./elements/preferences.ts');"), 'web/src/transport/load.ts': '// Load.\nimport(url);\n' },
  },
  {
    id: 'third-parties-by-gating',
    reason: 'scripts and frames of others load only where gates/scripts.ts has seen their purposes granted',
    applies: file => outsideTransport(file) && file !== gates,
    find: text => places(withoutComments(text), /createElement\(\s*['"`](?:script|iframe)['"`]/g),
    planted: caught("const tag = document.createElement('script');"),
    fine: { ...caught("const all = document.querySelectorAll('script');"),
            'web/src/gates/scripts.ts': "// Scripts.\nconst tag = document.createElement('script');\n" },
  },
  {
    id: 'no-cookies',
    reason: 'nothing of a visitor travels with every request',
    applies: file => inPage(file) && !cookie_files.includes(file),
    find: text => places(withoutComments(text), /\bdocument\s*\.\s*cookie\b|\bcookieStore\b/g),
    planted: caught("document.cookie = 'a=1';"),
    fine: { ...caught("const cookies = 'none';"), 'web/src/sharing/cookie.ts': "// Cookie.\ndocument.cookie = 'a=1';\n",
            'web/src/debug/stored.ts': '// Names.\nconst all = document.cookie;\n' },
  },
  {
    id: 'no-string-code',
    reason: 'a page with a strict content security policy must run us unchanged',
    applies: inPage,
    find: text => places(withoutComments(text), /\beval\s*\(|\bnew\s+Function\b|\bdocument\.write\b/g),
    planted: caught("eval('1');"),
    fine: caught('const evaluation = 1;'),
  },
];
