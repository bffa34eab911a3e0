// What a visitor does in all runs of a case, and what differs between them: only what is approved for nobody.
import { changes, declared, purposes, secretsUnder, telling } from './secrets.mjs';

const most_stages = 4;
/** Runs of a case: one without secrets, the others each with their own. Each neighbouring two are a pair. */
export const sides = 4;

/** Numbers below a limit, the same for the same seed. */
export function drawer(seed) {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return (limit) => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % limit;
  };
}

const openings = [
  { act: 'accept', granted: purposes },
  { act: 'accept', granted: purposes },
  { act: 'accept', granted: purposes },
  { act: 'reject', granted: [] },
  { act: 'choose', granted: ['measurement'] },
  { act: 'choose', granted: ['marketing'] },
  { act: 'none', granted: [] },
];

function drawStage(draw, secrets) {
  const common = Array.from({ length: draw(3) }, () => telling(declared[draw(declared.length)], draw));
  const secret = Array.from({ length: 1 + draw(3) }, () => secrets[draw(secrets.length)]);
  return {
    offline: draw(3) === 0,
    reload: draw(5) === 0,
    withdraw: draw(6) === 0 ? purposes[draw(purposes.length)] : undefined,
    common,
    secret: [[], ...Array.from({ length: sides - 1 }, () => secret.map((name) => telling(name, draw)))],
  };
}

export function drawPlan(seed) {
  const draw = drawer(seed);
  const opening = openings[draw(openings.length)];
  const secrets = secretsUnder(opening.granted);
  const common = (stage) => ({
    ...stage,
    common: stage.common.filter((told) => !changes(told, secrets)),
  });
  return {
    seed,
    opening,
    path: draw(3) === 0 ? '/?campaign=alps' : '/',
    stages: Array.from({ length: 2 + draw(most_stages - 1) }, () => common(drawStage(draw, secrets))),
  };
}

const shown = (tellings) => tellings.map(([call, name, value]) => `${call} ${name} = ${JSON.stringify(value).slice(0, 40)}`).join(', ') || 'nothing';

/** A plan in words. */
export function describe({ opening, path, stages }) {
  const lines = [`opens ${path} and does: ${opening.act} ${opening.granted.join(', ')}`];
  for (const { offline, reload, withdraw, common, secret } of stages) {
    lines.push(`${reload ? 'reloads, ' : ''}${offline ? 'offline, ' : ''}${withdraw ? `withdraws ${withdraw}, ` : ''}tells ${shown(common)}`);
    secret.forEach((each, side) => lines.push(`  SECRET, run ${side + 1}: ${shown(each)}`));
  }
  return lines.map((line) => `    ${line}`).join('\n');
}
