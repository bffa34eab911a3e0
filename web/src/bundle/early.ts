// Bundles before the module that checks them has loaded: it loads once a bundle is handed over and something stands, never
// for a visitor who has allowed nothing. Forgetting needs no module.

import { warn } from '../announce';
import type { Symbols } from '../effects';
import type { BundlePart, Hold } from './bundle';
import type { BundleFault } from './text';

/** What became of a bundle. It carries ids and codes, never a value. */
export interface BundleResult {
  taken: string[]; // ids of the attributes that the core took
  /** Why none was: `off` the policy has no key, `replaced` another word came first, `not_loaded` the module. */
  fault?: BundleFault | 'off' | 'replaced' | 'not_loaded';
}

/** `stands` resolves once something stands; `load` is asked again where it failed. */
export function createBundles(
  symbols: Symbols,
  stands: () => Promise<void>,
  load: () => Promise<BundlePart>,
  drop: Hold['drop'],
): (text: string | null) => Promise<BundleResult> {
  let part: Promise<BundlePart> | undefined;
  let last = 0;
  let waiting: Promise<void> | undefined;
  let replace = () => {};
  const untilStands = () => (waiting ??= stands().then(() => void (waiting = undefined)));
  const take = async (text: string, mine: number): Promise<string[] | Exclude<BundleResult['fault'], undefined>> => {
    if (!symbols.bundle_key) return 'off';
    // Until somebody allows something, which may be never: what is replaced meanwhile is let go.
    await Promise.race([untilStands(), new Promise<void>((resolve) => (replace = resolve))]);
    if (mine !== last) return 'replaced';
    try {
      return await (await (part ??= load())).take(text, () => mine === last);
    } catch {
      part = undefined;
      return 'not_loaded';
    }
  };
  return async (text) => {
    const mine = ++last;
    replace();
    if (text === null) {
      symbols.attributes.forEach(({ bundle }, index) => bundle && drop(index));
      return { taken: [] };
    }
    const found = await take(text, mine);
    if (typeof found !== 'string') return { taken: found };
    if (found !== 'replaced') warn('bundle: ' + found);
    return { taken: [], fault: found };
  };
}
