// The package list is whole and has nothing too much: whatever the build looks for, includes or runs comes with a
// package in tools/debian-packages.txt, and each package there is needed by something. Reads only.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** What needs each package: a name that CMake looks for, an include, or a command. */
const brings = {
  binaryen: [/\bemcc\b|\bemscripten\b/i], // its optimizer, which emcc runs
  brotli: [/execFileSync\('brotli'/],
  'build-essential': [/\bproject\(assent\b/],
  'ca-certificates': [/\bnpm ci\b/],
  chromium: [/\/usr\/bin\/chromium/],
  'clang-16': [/\bclang\+\+-16\b/],
  'clang-format': [/\bclang-format\b/],
  'clang-tidy': [/\bclang-tidy\b/],
  cmake: [/\bcmake --build\b/],
  emscripten: [/\/usr\/share\/emscripten\//],
  'flatbuffers-compiler': [/find_program\(FLATC\b/],
  'libboost1.81-dev': [/find_package\(Boost 1\.81\b/, /#include <boost\/(?!test\/)/],
  'libboost-test1.81-dev': [/\bunit_test_framework\b/, /#include <boost\/test\//],
  'libbrotli-dev': [/\blibbrotli(enc|dec)\b/, /#include <brotli\//],
  'libclang-rt-16-dev': [/-fsanitize=fuzzer/],
  'libcli11-dev': [/#include <CLI\//, /find_package\(CLI11\b/],
  'libflatbuffers-dev': [/#include <flatbuffers\//, /\/usr\/include\/flatbuffers/],
  'libhowardhinnant-date-dev': [/find_package\(date\b/, /#include <date\//],
  'librapidcheck-dev': [/#include <rapidcheck/, /find_package\(rapidcheck\b/],
  'libsodium-dev': [/\blibsodium\b/, /#include <sodium/],
  'libspdlog-dev': [/find_package\(spdlog\b/, /#include <spdlog\//],
  'libsqlite3-dev': [/\bsqlite3\b/, /#include <sqlite3/],
  'libssl-dev': [/find_package\(OpenSSL\b/, /#include <openssl\//],
  'ninja-build': [/"generator": "Ninja"/, /-G Ninja\b/],
  'nlohmann-json3-dev': [/find_package\(nlohmann_json\b/, /#include <nlohmann\//],
  nodejs: [/\bnode web\/build\.mjs\b/],
  npm: [/\bnpm ci\b/],
  'pkg-config': [/find_package\(PkgConfig\b/],
  sqlite3: [/execFileSync\('sqlite3'/],
  tzdata: [/#include <date\/tz\.h>/], // which reads it
  xauth: [/\bxvfb-run\b/], // which only recommends it
  xvfb: [/\bxvfb-run\b/],
  'prometheus-cpp-dev': [/find_package\(prometheus-cpp\b/, /#include <prometheus\//],
};

/** Commands and headers of packages that are not in the list, as somebody might begin to use them. */
const elsewhere = {
  curl: /^\s*curl\s/m, jq: /^\s*jq\s/m, python3: /^\s*python3\s/m, 'sqlite3': /^\s*sqlite3\s/m, rsync: /^\s*rsync\s/m,
  gdb: /^\s*gdb\s/m, valgrind: /^\s*valgrind\s/m,
};

/** Every problem between the package list and the texts of the build, as sentences. */
export function problems(listed, texts) {
  const found = [];
  const uses = pattern => texts.some(text => pattern.test(text));
  for (const [name, patterns] of Object.entries(brings)) {
    const used = patterns.some(uses);
    if (used && !listed.includes(name)) found.push(`${name} is used, but missing in tools/debian-packages.txt`);
    if (!used && listed.includes(name)) found.push(`${name} is listed, but nothing uses it`);
  }
  for (const name of listed) if (!(name in brings)) found.push(`${name} is listed; say in tests/tidy/packages.mjs what needs it`);
  for (const [name, pattern] of Object.entries(elsewhere)) {
    if (uses(pattern) && !listed.includes(name)) found.push(`the command ${name} is run, but its package is not listed`);
  }
  for (const name of new Set(texts.flatMap(text => [...text.matchAll(/find_package\((\w[\w-]*)/g)].map(match => match[1])))) {
    const known = name === 'Threads' || Object.values(brings).flat().some(pattern => pattern.test(`find_package(${name} 1.81 `));
    if (!known) found.push(`CMake looks for ${name}; say in tests/tidy/packages.mjs which package brings it`);
  }
  return found;
}

/** The packages that dpkg does not have; Node and npm may come from elsewhere. */
function notInstalled(listed) {
  const { stdout } = spawnSync('dpkg-query', ['--show', '--showformat', '${db:Status-Status} ${Package}\\n', ...listed], { encoding: 'utf8' });
  const here = new Set(stdout.split('\n').map(line => line.replace(/^installed /, '')));
  return listed.filter(name => !here.has(name) && name !== 'nodejs' && name !== 'npm');
}

function main() {
  const root = resolve(import.meta.dirname, '../..');
  const read = file => readFileSync(resolve(root, file), 'utf8');
  const listed = read('tools/debian-packages.txt').split('\n').filter(line => line !== '' && !line.startsWith('#'));
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    .split('\n').filter(file => /\.(cmake|cpp|hpp|sh|mjs)$|CMakeLists\.txt$|CMakePresets\.json$|^dev$/.test(file) && !file.startsWith('tests/tidy/'));
  const found = [...problems(listed, files.map(read)), ...notInstalled(listed).map(name => `${name} is not installed; run ./dev setup`)];
  for (const sentence of found) console.log(sentence);
  if (found.length > 0) process.exitCode = 1;
}

if (process.argv[1] === import.meta.filename) main();
