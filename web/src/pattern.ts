// Names with `*` for any run of characters, as services.json writes cookies and storage keys. Never a regular
// expression: the pieces between the stars are looked for once each, in order, and never again.

/** Whether all of `text` is as `pattern` says. */
export function matches(pattern: string, text: string): boolean {
  const pieces = pattern.split('*');
  const first = pieces[0]!;
  if (pieces.length === 1) return first === text;
  const last = pieces.at(-1)!;
  // The leftmost place of a piece leaves the most room for those after it.
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.startsWith(first) && text.endsWith(last) && at + last.length <= text.length;
}
