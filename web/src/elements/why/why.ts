// <assent-why slot="home.promo">: a small button beside a slot's content that says why it is there, and a sheet in which
// the visitor sees and changes what it depends on. What is known about the visitor is drawn in a closed root alone. The
// entry of the lazily loaded module.

import { report } from '../../announce';
import type { Json, Symbols } from '../../effects';
import { parse } from '../../plain';
import type { Event } from '../../records';
import type { Session } from '../../session';
import { claim, rootIn } from '../dom';
import { text as tokens } from '../tokens.css';
import { createPlace, type Common } from './place';
import { createPlaces } from './places';
import type { Reasons } from './reasons';
import { text as style } from './why.css';

const tag = 'assent-why';

export interface WhyParts {
  symbols: Symbols;
  session: Session;
  tell(event: Event, by_visitor?: boolean): boolean;
  /** The reasons document. */
  reasons(): Promise<Uint8Array>;
  /** Shows every slot's default content until the page is left, or what was decided again. */
  plain(on: boolean): void;
}

export interface WhyElements {
  /** Something was decided anew. */
  renew(): void;
  /** Nothing more is said. */
  stop(): void;
}

/** Says why in every <assent-why> of the page, those that come later included. */
export function createWhy({ symbols, session, tell, reasons: load, plain }: WhyParts): WhyElements {
  // Without the top layer the sheet would lie in the page's flow.
  if (!('popover' in HTMLElement.prototype)) return { renew() {}, stop() {} };
  let reasons: Reasons | undefined;
  let is_plain = false;
  const common: Common = {
    symbols,
    tell,
    ask<Answer>(of: string, given: number[]) {
      const core = session.core();
      return core.is_full && core.call(of, given) ? (core.read() as Answer) : undefined;
    },
    reasons: () => reasons,
    isPlain: () => is_plain,
    plain(on) {
      is_plain = on;
      plain(on);
      places.draw();
    },
    drawAll: () => places.draw(),
  };
  const places = createPlaces<HTMLElement>(
    (host) => {
      const root = rootIn(host, tokens, style);
      return root && createPlace(host, root, common);
    },
    (host) => (host.hidden = true),
  );

  class AssentWhy extends HTMLElement {
    static observedAttributes = ['slot'];
    constructor() {
      super();
      claim(this);
    }
    connectedCallback() {
      places.came(this);
    }
    attributeChangedCallback() {
      places.changed(this);
    }
    disconnectedCallback() {
      places.left(this);
    }
  }
  // A page that has taken the name says nothing of ours: it could look into its own element.
  if (!customElements.get(tag)) customElements.define(tag, AssentWhy);

  void load()
    .then((bytes) => {
      reasons = parse(new TextDecoder().decode(bytes)) as Json as unknown as Reasons;
      places.draw();
    })
    .catch(report);
  return { renew: places.draw, stop: places.stop };
}
