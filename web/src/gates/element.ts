// What a gated element says of itself. Reads attributes only; changes nothing.

export const gated = '[data-assent-service]';

export const serviceOf = (element: Element): string => element.getAttribute('data-assent-service') ?? '';

/** True for an address of the web: an attribute that comes through a sanitizer as data must not bring code in. */
export function isWeb(address: string): boolean {
  try {
    return address !== '' && /^https?:$/.test(new URL(address, document.baseURI).protocol);
  } catch {
    return false;
  }
}
