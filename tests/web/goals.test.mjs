// Goals: which act reaches which, in shadow trees too, and that a goal waits for the core that knows goals.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { page } from './bundle.mjs';

class Element {
  #attributes;
  constructor(attributes = {}) {
    this.#attributes = attributes;
  }
  getAttribute(name) {
    return this.#attributes[name] ?? null;
  }
}
class HTMLFormElement extends Element {
  getAttribute = new Element(); // a field of that name stands there instead of the method
}
class ShadowRoot extends EventTarget {}
Object.assign(globalThis, { Element, HTMLFormElement, ShadowRoot });

const { createGoals } = await page('goals.ts');

const symbols = { goals: [{ id: 'enquiry', slot: 2 }, { id: 'order', slot: 3 }] };
const marked = (goal, Kind = Element) => new Kind({ 'data-assent-goal': goal });

let told;
let core;
let session;
beforeEach(() => {
  globalThis.document = new EventTarget();
  told = [];
  core = { symbols: {} };
  session = { core: () => core, tell: ({ asks }) => told.push(asks) };
});

/** An event of that type whose path is `path`, at `target`: the document, or a shadow tree that it does not leave. */
function act(type, path, target = document) {
  const event = new Event(type);
  event.composedPath = () => path;
  target.dispatchEvent(event);
}

test('a_click_reaches_the_goal_of_what_it_is_within_and_a_submit_that_of_its_form', () => {
  createGoals(symbols, session).exposed(2);
  act('click', [new Element(), marked('enquiry'), marked('order')]);
  assert.deepEqual(told, [['goal', 0]]);
  act('click', [new Element(), marked('enquiry', HTMLFormElement)]);
  act('submit', [new Element(), marked('enquiry')]);
  act('focusin', [marked('enquiry')]);
  assert.equal(told.length, 1);
  act('submit', [marked('enquiry', HTMLFormElement)]);
  assert.equal(told.length, 2);
});

test('a_submit_in_a_shadow_tree_is_heard_once_somebody_has_been_there', () => {
  createGoals(symbols, session).exposed(2);
  const root = new ShadowRoot();
  const form = marked('enquiry', HTMLFormElement);
  act('focusin', [new Element(), form, root, new Element()]);
  act('focusin', [new Element(), form, root, new Element()]);
  act('submit', [form, root], root);
  assert.deepEqual(told, [['goal', 0]]);
});

test('nothing_is_told_of_an_unknown_goal_or_before_its_slot_was_on_the_screen', () => {
  const goals = createGoals(symbols, session);
  act('click', [marked('enquiry')]);
  goals.exposed(3);
  act('click', [marked('enquiry')]);
  act('click', [marked('nothing')]);
  assert.deepEqual(told, []);
  goals.exposed(2);
  assert.deepEqual(told, [], 'what came too early does not count later');
});

test('a_goal_waits_for_the_full_core_until_that_knows_what_was_on_the_screen', () => {
  core.symbols.full_core = true;
  const goals = createGoals(symbols, session);
  goals.exposed(2);
  goals.reach(0);
  goals.reach(0);
  assert.deepEqual(told, []);
  core = { symbols: {} };
  goals.exposed(3);
  assert.deepEqual(told, [], 'another slot');
  goals.reach(0); // between taking over and being told
  goals.exposed(2);
  assert.deepEqual(told, [['goal', 0]], 'once, however often it was reached');
  goals.exposed(2);
  assert.equal(told.length, 1);
});

test('a_page_without_goals_listens_to_nothing', () => {
  document.addEventListener = () => assert.fail('listens');
  createGoals({}, session).exposed(2);
});
