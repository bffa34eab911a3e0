// Names with `*` in them. Pure.

/** True where `name` is of `pattern`, in which `*` stands for any run of characters, the empty one too. */
export function matches(pattern: string, name: string): boolean {
  const parts = pattern.split('*');
  const last = parts.pop()!;
  const [first = ''] = parts;
  if (!parts.length) return name === pattern;
  let at = first.length;
  if (!name.startsWith(first)) return false;
  // Taking each part where it first occurs leaves the most for those that follow: no search goes back.
  for (const part of parts.slice(1)) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length >= at + last.length && name.endsWith(last);
}

export const matchesAny = (patterns: readonly string[], name: string): boolean =>
  patterns.some((pattern) => matches(pattern, name));
