// What keeps the doctor from looking at all: told in one sentence, without a stack.

export class Problem extends Error {}

/** `work`, or a Problem after `limit_ms`. Nothing that takes longer holds up the doctor. */
export async function within(work, limit_ms, sentence) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Problem(sentence)), limit_ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
