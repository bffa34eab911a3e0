// The second-layer document: titles, explanations and sentences of the preference center, and what is needed once
// something was allowed. It comes from the pack's files, checked against its hash; who loads it tells nothing more than that
// the center opens or that something stands.

import type { AllSymbols, FullView, SecondLayer, Symbols, View } from './effects';
import { bare, parse } from './plain';
import { load } from './transport/load';

/** Gives the document: loads it at the first call, and again at the next where that failed. Rejects with a Failure. */
export type LoadSecondLayer = () => Promise<SecondLayer>;

/** The page's one owner of the document with this hash. */
export function createSecondLayer(collector: string, hash: string): LoadSecondLayer {
  let loading: Promise<SecondLayer> | undefined;
  return () =>
    (loading ??= load(`${collector}/packs/${hash}`, 'layers', hash)
      .then((bytes) => parse(new TextDecoder().decode(bytes)) as SecondLayer)
      .catch((error: unknown) => {
        loading = undefined;
        throw error;
      }));
}

const both = <A extends object, B extends object>(all: readonly A[], details: readonly B[]): (A & B)[] =>
  all.map((each, at) => Object.assign(bare({}), each, details[at]!));

/** The symbols and what the document says of them; neither is changed. */
export const complete = (symbols: Symbols, { controller, texts, purposes, attributes }: SecondLayer): AllSymbols =>
  bare({
    ...symbols,
    controller,
    texts: bare({ ...symbols.texts, ...texts }),
    purposes: both(symbols.purposes, purposes),
    attributes: both(symbols.attributes, attributes),
  });

/** The view with titles and sentences of `all`; it is not changed. */
export const completeView = (view: View, { texts, purposes, attributes }: AllSymbols): FullView =>
  bare({
    ...view,
    texts,
    purposes: both(view.purposes, purposes),
    data: view.data.map((row) => Object.assign(bare({}), row, attributes[row.attribute]!)),
  });
