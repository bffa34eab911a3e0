// Runs one core.wasm for a program that is not JavaScript: node wasm-runner.mjs CORE.WASM. Frames come on standard
// input and are answered in order on standard output, each as its length (u32, little endian) and as many bytes.
//   request   1 + pack     open it and begin a session      answer   1 + symbols text, or 0: refused
//             2 + record   one step                                  1 + effects text, or 0: malformed
//             3            a new session, same pack                  1 + symbols text
// An answer 2 + words means that the module trapped. It gives the module nothing to call and reads nothing else.
import { readFileSync, readSync, writeSync } from 'node:fs';

const requests = { open: 1, step: 2, reset: 3 };
const answers = { refused: 0, taken: 1, trapped: 2 };
const header_bytes = 4;
/** Of tests/support/record_writer.hpp: not a step, but full.wasm's own export. */
const goal_kind = 240;
/** Sessions are never freed, as on a page: after so many a new instance takes over. */
const sessions_per_instance = 64;

const module = new WebAssembly.Module(readFileSync(process.argv[2]));

/** The core with at most one session. */
class Core {
  #exports;
  #session = 0;
  #sessions = sessions_per_instance;
  #pack = new Uint8Array();

  #memory = (at, length) => new Uint8Array(this.#exports.memory.buffer, at, length);

  #reach(record) {
    const at = new DataView(record.buffer, record.byteOffset, record.length);
    this.#exports.assent_goal(this.#session, at.getUint16(9, true), at.getFloat64(1, true));
    return this.#text();
  }

  #text() {
    return this.#memory(this.#exports.assent_text(this.#session), this.#exports.assent_length(this.#session));
  }

  /** The symbols, or null where the pack is refused. */
  open(pack) {
    this.#pack = new Uint8Array(pack); // a copy: the frame it came in goes
    return this.reset();
  }

  reset() {
    if (++this.#sessions > sessions_per_instance) {
      this.#exports = new WebAssembly.Instance(module, {}).exports;
      this.#exports._initialize();
      this.#sessions = 1;
    }
    const at = this.#exports.assent_alloc(this.#pack.length);
    this.#memory(at, this.#pack.length).set(this.#pack);
    this.#session = this.#exports.assent_open(at, this.#pack.length);
    return this.#session ? this.#text() : null;
  }

  /** The effects, or null where the record is malformed. */
  step(record) {
    if (!this.#session) throw new Error('no pack is open');
    if (record[0] === goal_kind && this.#exports.assent_goal) return this.#reach(record);
    const at = this.#exports.assent_input(this.#session, record.length);
    this.#memory(at, record.length).set(record);
    return this.#exports.assent_step(this.#session, record.length) ? this.#text() : null;
  }
}

function answer(core, request) {
  const body = request.subarray(1);
  switch (request[0]) {
    case requests.open:
      return core.open(body);
    case requests.step:
      return core.step(body);
    case requests.reset:
      return core.reset();
  }
  throw new Error(`no request of kind ${request[0]}`);
}

function framed(kind, body) {
  const frame = Buffer.allocUnsafe(header_bytes + 1 + body.length);
  frame.writeUInt32LE(1 + body.length, 0);
  frame[header_bytes] = kind;
  frame.set(body, header_bytes + 1);
  return frame;
}

function serve(core, request) {
  try {
    const body = answer(core, request);
    return body === null ? framed(answers.refused, []) : framed(answers.taken, body);
  } catch (cause) {
    return framed(answers.trapped, Buffer.from(String(cause)));
  }
}

function write(bytes) {
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);
}

const core = new Core();
const chunk = Buffer.alloc(1 << 18);
let waiting = Buffer.alloc(0);
for (let count; (count = readSync(0, chunk)) > 0; ) {
  waiting = Buffer.concat([waiting, chunk.subarray(0, count)]);
  const out = [];
  let at = 0;
  while (waiting.length - at >= header_bytes) {
    const end = at + header_bytes + waiting.readUInt32LE(at);
    if (end > waiting.length) break;
    out.push(serve(core, waiting.subarray(at + header_bytes, end)));
    at = end;
  }
  waiting = waiting.subarray(at);
  write(Buffer.concat(out));
}
