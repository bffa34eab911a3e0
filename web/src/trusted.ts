// The widget's one Trusted Types policy, "assent". It passes only what was checked against a hash or written by the
// site itself; nothing that a visitor typed ever comes here.

export interface Trusted {
  createHTML(text: string): string;
  createScript(text: string): string;
  createScriptURL(text: string): string;
}
interface Factory {
  createPolicy(name: string, rules: Trusted): Trusted;
}

const same = (text: string) => text;
const rules: Trusted = { createHTML: same, createScript: same, createScriptURL: same };

/** A page may allow a policy name only once, so one module calls this, once. */
export const createTrusted = (): Trusted =>
  (globalThis as { trustedTypes?: Factory }).trustedTypes?.createPolicy('assent', rules) ?? rules;
