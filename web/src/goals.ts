// Goals: hears which one a visitor reaches, and tells the core, which decides who may hear of it. Nothing is told of a
// goal whose slot was not on the screen.

import type { Core } from './core';
import type { Symbols } from './effects';
import { reachGoal } from './records';
import type { Session } from './session';

export interface Goals {
  /** The visitor has reached the goal at this position. */
  reach(goal: number): void;
  /** The core has heard that the slot is on the screen. */
  exposed(slot: number): void;
}

/** The attribute as it stands there: a form's own property may be one of its fields. */
const goalOf = (node: Element): string | null => Element.prototype.getAttribute.call(node, 'data-assent-goal');

/** Calls back with the goal of what is clicked and of each form that is submitted, in shadow trees too. */
function watchGoals(reached: (goal: string) => void): void {
  const roots = new WeakSet<EventTarget>();
  const hear = (event: Event) => {
    let goal: string | null = null;
    for (const node of event.composedPath()) {
      // What a visitor does in an element of ours is nothing that the site hopes for.
      if (node instanceof Element && /^assent-(why|data)$/.test(node.localName)) return;
      // A submit does not leave its shadow tree.
      if (node instanceof ShadowRoot && !roots.has(node)) {
        roots.add(node);
        node.addEventListener('submit', hear, true);
      }
      const is_meant = node instanceof Element && node instanceof HTMLFormElement === (event.type === 'submit');
      if (is_meant) goal ??= goalOf(node);
    }
    if (goal !== null && event.type !== 'focusin') reached(goal);
  };
  // Nobody submits a form without having been in it: that is when its shadow tree is found.
  for (const type of ['click', 'submit', 'focusin']) document.addEventListener(type, hear, true);
}

export function createGoals({ goals = [] }: Symbols, session: Session): Goals {
  // The core that heard of a slot last: the full one begins anew, and knows nothing of what the small one has heard.
  const seen = new Map<number, Core>();
  const waiting = new Set<number>();
  const reach = (goal: number) => {
    const core = session.core();
    const knows = seen.get(goals[goal]!.slot);
    if (knows && (knows !== core || core.symbols.full_core)) waiting.add(goal);
    else if (knows) session.tell(reachGoal(goal));
  };
  if (goals.length)
    watchGoals((id) => {
      const goal = goals.findIndex((each) => each.id === id);
      if (goal >= 0) reach(goal);
    });
  return {
    reach,
    exposed(slot) {
      seen.set(slot, session.core());
      for (const goal of [...waiting]) {
        if (goals[goal]!.slot !== slot) continue;
        waiting.delete(goal);
        reach(goal);
      }
    },
  };
}
