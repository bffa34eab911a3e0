// The rules of style and structure that no compiler knows. Each has a reason, and a planted violation and a near miss
// that prove it: the self-test demands that the one is caught and the other is not.
import { networkRules } from './rules-network.mjs';
import { codeOnly, places, withoutComments } from './source.mjs';

/** The data path: a folder includes only folders to its left. `models` and `signals` stand beside it. */
const path = ['base', 'policy', 'consent', 'profile', 'personalization', 'egress', 'preferences', 'session',
  'authoring', 'ledger', 'preview', 'governance', 'collector', 'cli'];
const runtime = path.slice(0, path.indexOf('session') + 1);
const beside = { models: path.slice(0, 5), signals: path.slice(0, 3) };

const mayInclude = folder => [folder, ...(beside[folder] ?? path.slice(0, path.indexOf(folder)))];
const folderOf = file => /^src\/([^/]+)\//.exec(file)?.[1];
const isCpp = file => /\.(c|cpp|hpp|h)$/.test(file);
const isRuntime = file => isCpp(file) && (runtime.includes(folderOf(file)) || folderOf(file) in beside || file.startsWith('wasm/'));
const isScript = file => /\.(ts|mjs|js)$/.test(file);
const isShell = file => file === 'dev' || file === '.ci/run' || file.endsWith('.sh');
// The lines between #ifdef ASSENT_PLANT_LEAK and its end, emptied.
const withoutPlanted = text =>
  text.replace(/^#ifdef ASSENT_PLANT_LEAK\n[\s\S]*?^#(?:endif|else)/gm, block => block.replace(/[^\n]+/g, ''));
const isSource = file => isCpp(file) || isScript(file) || isShell(file) || /\.(fbs|cmake|css)$|CMakeLists\.txt$/.test(file);

const structure = [
  {
    id: 'include-direction',
    reason: 'a folder includes only folders to its left on the data path, so that data can be followed one way',
    applies: file => isCpp(file) && folderOf(file) !== undefined,
    find: (text, file) => places(withoutComments(text), /^\s*#\s*include\s+"([^"]+)"/gm).filter(({ what }) => {
      const target = /"([^"]+)"/.exec(what)[1];
      return target.includes('/') ? !mayInclude(folderOf(file)).includes(target.split('/')[0]) : false;
    }),
    planted: { 'src/egress/gate.cpp': '// Gate.\n#include "session/event.hpp"\n',
               'src/models/tree.cpp': '// Trees.\n#include "egress/gate.hpp"\n' },
    fine: { 'src/egress/gate.cpp': '// Gate.\n#include "egress/gate.hpp"\n#include "consent/state.hpp"\n' },
  },
  {
    id: 'runtime-headers',
    reason: 'the browser pays for every byte, and the core has no clock, randomness or streams',
    applies: isRuntime,
    find: text => places(withoutComments(text),
      /^\s*#\s*include\s+<(iostream|istream|ostream|sstream|fstream|regex|locale|chrono|random|thread|mutex|future|filesystem|ctime|time\.h|nlohmann\/[^>]+)>/gm),
    planted: { 'src/profile/profile.cpp': '// Profile.\n#include <sstream>\n',
               'wasm/core.cpp': '// Core.\n#include <nlohmann/json.hpp>\n' },
    fine: { 'src/profile/profile.cpp': '// No #include <chrono> here.\n#include <string>\n',
            'src/collector/server.cpp': '// Server.\n#include <chrono>\n' },
  },
  {
    id: 'no-exceptions',
    reason: 'in the runtime an error is a value; it is built without exceptions and RTTI',
    applies: isRuntime,
    find: text => places(codeOnly(text), /\b(throw|try|catch|dynamic_cast|typeid)\b/g),
    planted: { 'src/base/result.hpp': '// Results.\nvoid f() { throw 1; }\n' },
    fine: { 'src/base/result.hpp': '// Nothing throws; nobody may try.\nauto s = "try again";\n',
            'src/authoring/parse.cpp': '// Parse.\nvoid f() { throw 1; }\n' },
  },
  {
    id: 'one-door',
    reason: 'only gate() makes a Permit: attribute bytes have one door',
    applies: file => isCpp(file) && /^(src|wasm)\//.test(file) && !file.startsWith('src/egress/gate.'),
    find: text => places(codeOnly(text), /\bPermit\s*[({]|\bfriend\b[^;]*\bPermit\b/g),
    planted: { 'src/session/step.cpp': '// Step.\nauto p = egress::Permit(draft, purposes);\n',
               'src/session/other.cpp': '// Other.\nauto p = egress::Permit{draft, purposes};\n' },
    fine: { 'src/session/step.cpp': '// Step: Permit(…) is not made here.\nvoid send(const egress::Permit& permit);\n',
            'src/egress/gate.cpp': '// Gate.\nreturn Permit(std::move(draft), purposes);\n' },
  },
];

const planted_leaks = [
  {
    id: 'planted-leaks',
    reason: 'a deliberate leak is for the prover: it stands in its own header and behind its option, so that no product build has one',
    applies: file => isCpp(file) && /^(src|wasm)\//.test(file) && !file.endsWith('/planted_leak.hpp'),
    find: text => places(withoutPlanted(text), /\bPlantedLeak\b|planted_leak|ASSENT_PLANT_LEAK/g),
    planted: { 'src/session/step.cpp': '// Step.\nPlantedLeak::spoil(state);\n',
               'src/collector/events.cpp': '// Events.\n#include "collector/planted_leak.hpp"\n' },
    fine: { 'src/session/step.cpp': '// Step.\n#ifdef ASSENT_PLANT_LEAK\nPlantedLeak::spoil(state);\n#endif\n' },
  },
  {
    id: 'no-planted-leak-on-pages',
    reason: 'the page gets its planted leaks from tests/prove/page/planted, so that its own sources hold none and no switch for one',
    applies: file => file.startsWith('web/src/'),
    find: text => places(text, /planted.?leak/gi),
    planted: { 'web/src/session.ts': "// Session.\nif (PLANTED_LEAK === 'queue') keep();\n" },
    fine: { 'web/src/session.ts': '// Session.\nkeep();\n' },
  },
];

const habits = [
  {
    id: 'opening-comment',
    reason: 'a file opens with what it is for and what it must never do',
    applies: isSource,
    find: text => (/^(#!.*\n)?\s*(\/\/|\/\*|#(?!!|include|pragma|define|if))/.test(text) ? [] : [{ line: 1, what: text.split('\n')[0] }]),
    planted: { 'src/base/id.hpp': '#pragma once\n', 'web/src/api.ts': 'export const a = 1;\n', 'tools/dev/a.sh': '#!/bin/sh\nset -e\n' },
    fine: { 'src/base/id.hpp': '// Ids.\n#pragma once\n', 'tools/dev/a.sh': '#!/bin/sh\n# A.\nset -e\n' },
  },
  {
    id: 'file-length',
    reason: 'a file does one job; past 500 lines it has two',
    applies: isSource,
    find: text => {
      const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
      return lines > 500 ? [{ line: 501, what: `${lines} lines` }] : [];
    },
    planted: { 'src/base/long.hpp': `// Long.\n${'int a;\n'.repeat(500)}` },
    fine: { 'src/base/long.hpp': `// Long.\n${'int a;\n'.repeat(499)}` },
  },
  {
    id: 'finished',
    reason: 'what is committed is finished; what is not done yet is an issue, not a remark',
    applies: () => true,
    find: text => places(text, new RegExp(String.raw`\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'ha' + 'ck'].join('|')})\b|\b${'for ' + 'now'}\b|\b${'not ' + 'implemented'}\b`, 'gi')),
    planted: { 'src/base/id.hpp': `// Ids. TO${'DO'}: more.\n`, 'README.md': `It works, for ${'now'}.\n` },
    fine: { 'src/base/id.hpp': '// Ids. What there is to do stands in issues; nothing is hacked.\n' },
  },
  {
    id: 'no-machine-path', // but for JSON pointers into the attribute that is called home
    reason: 'a path of one machine means nothing on another',
    applies: file => file !== 'package-lock.json',
    find: text => places(text, new RegExp(String.raw`(?<![\w.])/(?:${['work', 'root', 'home', 'Users'].join('|')})/(?!leaves|choices|eq\b)[\w.]+`, 'g')),
    planted: { 'tests/web/a.mjs': `// A.\nconst data = '/${'home'}/somebody/data';\n` },
    fine: { 'tests/web/a.mjs': `// A.\nconst page = 'https://shop.example/${'home'}/hero'; const c = '../${'work'}/x';\n` },
  },
  {
    id: 'no-registry-host',
    reason: 'people install from the registry they use; a host in a file would bind them to ours',
    applies: () => true,
    find: text => places(text, /\bregistry\.[a-z]+\.(?:org|com|io)\b|\bdeb\.debian\.[a-z]+\b/g),
    planted: { 'package-lock.json': `{ "resolved": "https://registry.${'npmjs'}.org/a/-/a-1.0.0.tgz" }\n` },
    fine: { 'package-lock.json': '{ "integrity": "sha512-AAAA" }\n' },
  },
  {
    id: 'lock-without-addresses',
    reason: 'the lock names versions and hashes; .npmrc leaves download addresses out',
    applies: file => file === 'package-lock.json',
    find: text => places(text, /"resolved":\s*"(?!file:)[^"]*"/g),
    planted: { 'package-lock.json': '{ "resolved": "https://mirror.example/a-1.0.0.tgz" }\n' },
    fine: { 'package-lock.json': '{ "version": "1.0.0", "integrity": "sha512-AAAA" }\n' },
  },
  {
    id: 'named-exports',
    reason: 'one thing has one name wherever it is used',
    applies: file => /\.(ts|mjs)$/.test(file) && !file.endsWith('.config.mjs'),
    find: text => places(codeOnly(text), /\bexport\s+default\b|\bas\s+default\b/g),
    planted: { 'web/src/loader.ts': '// Loader.\nexport default function load() {}\n' },
    fine: { 'web/src/loader.ts': '// No export default here.\nexport function load() {}\n' },
  },
  {
    id: 'file-names',
    reason: 'C++ files are snake_case, scripts kebab-case, so that a name can be guessed',
    applies: file => isCpp(file) || isScript(file),
    find: (_, file) => {
      const name = file.split('/').at(-1);
      const good = isCpp(file) ? /^[a-z0-9]+(_[a-z0-9]+)*\.(c|cpp|hpp|h)$/ : /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|d|config))?\.(ts|mjs|js)$/;
      return good.test(name) ? [] : [{ line: 1, what: name }];
    },
    planted: { 'src/base/deterministicMath.hpp': '// Math.\n', 'web/src/bootAnswer.ts': '// Boot.\n', 'tests/web/boot_answer.mjs': '// Boot.\n' },
    fine: { 'src/base/deterministic_math.hpp': '// Math.\n', 'web/src/boot-answer.ts': '// Boot.\n', 'tests/web/boot-answer.test.mjs': '// Boot.\n' },
  },
];

export const rules = [...structure, ...networkRules, ...planted_leaks, ...habits];
