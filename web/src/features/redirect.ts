// Where a redirect leads. Pure: it sends nobody anywhere.

/**
 * `to` with the queries of `from` that it does not have itself, in their order. `to` alone where one of them is no
 * address.
 */
export function withQuery(from: string, to: string): string {
  if (!URL.canParse(from) || !URL.canParse(to)) return to;
  const target = new URL(to);
  for (const [name, value] of new URL(from).searchParams)
    if (!target.searchParams.has(name)) target.searchParams.set(name, value);
  return target.toString();
}
