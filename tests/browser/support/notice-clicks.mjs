// How many real clicks an answer takes, and taking it back, and whether the control for that is there.
import { comesTrue, press, violation } from './notice-acts.mjs';
import { checkFocusAfter } from './notice-focus.mjs';
import { impairments } from './notice-rules.mjs';
import { readLayer } from './rendered.mjs';

const most_clicks = 6;

const ways = {
  accept: [['assent-preferences', 'accept'], ['assent-banner', 'accept'], ['assent-banner', 'choose'], ['assent-banner', 'reopen']],
  reject: [['assent-preferences', 'reject'], ['assent-banner', 'reject'], ['assent-banner', 'choose'], ['assent-banner', 'reopen']],
};

const isDone = {
  accept: ({ basis, state }) => basis !== 'consent' || state === 'granted',
  reject: ({ basis, state }) => basis === 'strictly_necessary' || state !== 'granted',
};

/** Whether the last record that was sent says so of every purpose. */
function isAnswered(visitor, answer, sent_before) {
  const records = visitor.posts().filter(({ path }) => path === '/v1/consents');
  return records.length > sent_before && JSON.parse(records.at(-1).body).purposes.every(isDone[answer]);
}

/** Clicks along until the answer stands; Infinity where it never does. */
async function countClicks(visitor, answer) {
  const sent_before = visitor.posts().filter(({ path }) => path === '/v1/consents').length;
  for (let clicks = 1; clicks <= most_clicks; clicks += 1) {
    const pressed = await press(visitor, ways[answer]);
    if (!pressed) return Infinity;
    if (pressed !== answer) await comesTrue(visitor, () => visitor.partNow('assent-preferences', answer));
    else if (await comesTrue(visitor, () => isAnswered(visitor, answer, sent_before))) return clicks;
  }
  return Infinity;
}

/** On every page, after a choice: the control that opens the choices again. */
async function checkReopen(visitor, addresses) {
  const found = [];
  for (const address of addresses) {
    if (visitor.page.url() !== address) await visitor.page.goto(address);
    await visitor.part('assent-banner', 'reopen');
    const { controls } = await readLayer(visitor, 'reopen');
    for (const what of controls.flatMap(impairments)) found.push(`the control to withdraw on ${new URL(address).pathname}: ${what}`);
  }
  return found;
}

/** `open` gives a new visitor with the notice in front; `addresses` are all pages of the site. */
export async function checkClicks(open, addresses) {
  const [one, other] = [await open(), await open()];
  const accepting = await countClicks(one, 'accept');
  const refusing = await countClicks(other, 'reject');
  const focus = [...(await checkFocusAfter(one, 'accept')), ...(await checkFocusAfter(other, 'reject'))];
  const found = refusing > accepting || refusing === Infinity ? [`refusing takes ${refusing} clicks, accepting ${accepting}`] : [];
  found.push(...(await checkReopen(one, addresses)));
  const withdrawing = await countClicks(one, 'reject');
  if (withdrawing > accepting + 1) found.push(`withdrawing takes ${withdrawing} clicks, accepting ${accepting}`);
  await Promise.all([one.close(), other.close()]);
  return [...found.map(violation('clicks', 'banner')), ...focus];
}
