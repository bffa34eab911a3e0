// Every limit of ./dev doctor, by name: a page may load for ever, ask for ever and write for ever, the doctor may not.

export const limits = {
  /** A page that has not loaded by then is looked at as it is. */
  load_ms: 15_000,
  /** The widget says by then that it is ready or that it failed. */
  ready_ms: 10_000,
  /** A page counts as quiet after this time without a request. */
  quiet_ms: 800,
  /** A page that never is quiet is looked at after this time. */
  settle_ms: 6_000,
  /** A part of the widget appears, and an answer is taken, by then. */
  act_ms: 6_000,
  /** All clicks to an answer together. */
  answer_ms: 45_000,
  /** Clicks from the banner to an answer. */
  clicks: 6,
  /** A page answers what it is asked by then, or one of its scripts never ends. */
  look_ms: 10_000,
  /** Chromium has closed by then, or is left to end with the doctor. */
  close_ms: 5_000,
  /** The whole run; past it the doctor gives up with an error. */
  run_ms: 180_000,
  /** Requests that one visit keeps; further ones are counted only. */
  requests: 5_000,
  /** Bytes of one policy file. */
  policy_bytes: 1_048_576,
  /** Bytes of the page's own markup that are read. */
  markup_bytes: 4_194_304,
};
