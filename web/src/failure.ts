// A failure with a reason code that a developer can look up. A message never carries a visitor's data.

/** Why Assent, or one part of it, closed. Every reason means: default content stays, nothing is sent. */
export type Reason =
  | 'embed_incomplete' // data-site or data-key is missing
  | 'insecure_page' // no WebCrypto: the page is neither https nor localhost
  | 'boot_not_loaded'
  | 'boot_signature' // the boot answer is not signed by data-key, or is of another site
  | 'pack_hash' // the pack is not the one that the boot answer names
  | 'pack_refused' // the core does not accept the pack
  | 'core_not_loaded'
  | 'core_hash'
  | 'core_blocked' // WebAssembly may not run here: script-src needs 'wasm-unsafe-eval'
  | 'core_stopped' // the core trapped while running
  | 'layers_not_loaded' // the second-layer document: no preference center and no decided content
  | 'layers_hash'
  | 'content_not_loaded'
  | 'content_hash'
  | 'reasons_not_loaded'
  | 'reasons_hash'
  | 'content_refused' // a slot's content would load or run something by itself
  | 'module_not_loaded' // a later part of the widget, or its hash does not match
  | 'unexpected';

/** An error that says why. Known by its `reason`, since each module of the build has its own copy of this file. */
export const failure = (reason: Reason, cause?: unknown): Error & { reason: Reason } =>
  Object.assign(new Error(reason, { cause }), { reason });

export const reasonOf = (error: unknown): Reason => (error as { reason?: Reason }).reason ?? 'unexpected';
