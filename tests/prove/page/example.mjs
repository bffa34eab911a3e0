// Plans for the example site: what they do on the page.
import { drawPlan, describe } from './plan.mjs';

/** The first layer, and what the visitor answers there. */
async function open(run, { opening }) {
  const { visitor } = run;
  await visitor.part('assent-banner', 'accept');
  await visitor.page.waitForFunction(() => window.assent && !Array.isArray(window.assent));
  await run.settle();
  await run.look();
  if (opening.act === 'none') return;
  // A click is heard when the page gets to it: the choice has been made once its record has been answered.
  const answered = visitor.page.waitForResponse((response) => response.url().endsWith('/v1/consents'));
  if (opening.act === 'accept' || opening.act === 'reject') await visitor.click('assent-banner', opening.act);
  if (opening.act === 'choose') {
    await visitor.click('assent-banner', 'choose');
    await visitor.part('assent-preferences', 'save');
    for (const id of opening.granted)
      await visitor.clickWhere((node, { name }) => node.localName === 'input' && name === id, `the switch of ${id}`);
    await visitor.click('assent-preferences', 'save');
  }
  await answered;
  await run.settle();
  await run.look();
}

async function play(run, stage, side) {
  await run.offline(false);
  await run.settle();
  if (stage.reload) {
    await run.page.reload();
    await run.page.waitForFunction(() => window.assent && !Array.isArray(window.assent));
    await run.settle();
  }
  await run.offline(stage.offline);
  if (stage.withdraw) await run.let((id) => window.assent.consent.update({ [id]: false }), stage.withdraw);
  await run.tell(stage.common);
  await run.tell(stage.secret[side]);
  await run.look();
}

async function playPlan(run, plan, side) {
  await open(run, plan);
  for (const stage of plan.stages) await play(run, stage, side);
}

/** What was done in a case, for the notes. */
function notes(plan, posts) {
  return {
    [`opening: ${plan.opening.act}`]: true,
    'something posted': posts > 0,
    'posted after a stage offline': plan.stages.some(({ offline }) => offline) && posts > 1,
    'a purpose withdrawn': plan.stages.some(({ withdraw }) => withdraw),
  };
}

export const example = { shop: {}, draw: drawPlan, describe, play: playPlan, notes };
