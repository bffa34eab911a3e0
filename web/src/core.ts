// The binding to core.wasm: events go in as records, effects come out as values. It gives the core nothing to call,
// and keeps neither.

import type { Effect, Symbols } from './effects';
import { failure } from './failure';
import { name } from './names';
import { parse } from './plain';
import { encode, type Event } from './records';

interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  assent_alloc(bytes: number): number;
  assent_open(pack: number, bytes: number): number;
  assent_input(session: number, bytes: number): number;
  assent_step(session: number, bytes: number): number;
  assent_text(session: number): number;
  assent_length(session: number): number;
  [of_full_core: `assent_${string}`]: (...given: number[]) => number;
}

export interface Core {
  symbols: Symbols;
  /** It has the exports of the full core, too. */
  is_full?: true;
  /** One step. Throws where the core traps; then it must not be used again. */
  step(event: Event): Effect[];
  /** Calls an export with the session and what is given; `record` goes into the input buffer before, its size behind. */
  call(name: string, given: readonly number[], record?: Uint8Array): number;
  /** What the last call left to be read, and the same as effects. */
  read(): unknown;
  effects(): Effect[];
  /** The same pack in another build of the core, checked likewise. It knows nothing yet. */
  reopen(wasm: BufferSource): Promise<Core>;
}

/** Compiles the core without imports and opens a pack in it. Both must have been checked against their hashes. */
export async function openCore(wasm: BufferSource, pack: Uint8Array): Promise<Core> {
  const { instance } = await WebAssembly.instantiate(wasm, {}).catch((cause: unknown) => {
    throw failure('core_blocked', cause);
  });
  const core = instance.exports as unknown as Exports;
  const decoder = new TextDecoder();
  // Memory may grow in any call, so each view of it is made anew.
  const memory = (at: number, length: number) => new Uint8Array(core.memory.buffer, at, length);
  const put = (at: number, bytes: Uint8Array) => (memory(at, bytes.length).set(bytes), at);

  core._initialize();
  const session = core.assent_open(put(core.assent_alloc(pack.length), pack), pack.length);
  if (!session) throw failure('pack_refused');
  const read = () => parse(decoder.decode(memory(core.assent_text(session), core.assent_length(session))));

  const symbols = read() as Symbols;
  const call: Core['call'] = (of, given, record) => {
    if (record) put(core.assent_input(session, record.length), record);
    return core[`assent_${of}`]!(session, ...given, ...(record ? [record.length] : []));
  };
  const effects = () => (read() as Effect[]).map((effect) => name(effect, symbols));

  return {
    symbols,
    call,
    read,
    effects,
    step: (event) =>
      call('step', [], encode(event, Date.now())) ? effects() : [{ do: 'refused', code: 0 }],
    reopen: (wasm) => openCore(wasm, pack),
  };
}
