// The provider: waits for the widget, asks its features, tells what changes. It decides nothing, keeps nothing of the
// visitor's, and sends nothing.

import {
  ErrorCode,
  GeneralError,
  OpenFeatureEventEmitter,
  ProviderEvents,
  ProviderFatalError,
  type EvaluationContext,
  type Hook,
  type JsonValue,
  type Provider,
  type ResolutionDetails,
} from '@openfeature/web-sdk';
import { handOver, ignored, type Mapping } from './context.js';
import { createFollowed } from './followed.js';
import { failed, resolve, type Kind } from './resolve.js';
import { onceThere, warn, type Widget } from './widget.js';

/** How long `initialize` waits for the widget. One that comes later is taken all the same. */
export const widget_timeout_ms = 5_000;

export interface AssentProviderOptions {
  /**
   * Attributes by members of the evaluation context, `{ plan: 'plan' }`: these are declared as by `assent.profile.set`,
   * and forgotten once the context no longer has them. What is not named here is ignored.
   */
  context?: Readonly<Record<string, string>>;
  /** Hooks for whatever is asked of this provider, whichever client asks. */
  hooks?: readonly Hook[];
  /** In milliseconds; `widget_timeout_ms` unless given. */
  timeoutMs?: number;
}

export class AssentProvider implements Provider {
  readonly metadata = { name: 'assent' };
  readonly runsOn = 'client';
  readonly events = new OpenFeatureEventEmitter();
  readonly hooks: Hook[];

  readonly #mapping: Mapping;
  readonly #timeout_ms: number;
  readonly #warned = new Set<string>();
  #followed = createFollowed();
  #context: EvaluationContext = {};
  #run = new AbortController();
  #arrival: Promise<void> = Promise.resolve();
  #widget: Widget | undefined;

  constructor({ context = {}, hooks = [], timeoutMs = widget_timeout_ms }: AssentProviderOptions = {}) {
    this.#mapping = { ...context };
    this.#timeout_ms = timeoutMs;
    this.hooks = [...hooks];
  }

  /** Resolves once the widget can answer. Rejects where it has failed or is not there in time. */
  initialize(context: EvaluationContext = {}): Promise<void> {
    if (typeof document === 'undefined') return Promise.reject(new ProviderFatalError('this is no page'));
    this.#end();
    const run = (this.#run = new AbortController());
    this.#followed = createFollowed();
    this.#context = context;
    this.#say(context);
    return (this.#arrival = new Promise((there, lost) => {
      const { signal } = run;
      let is_late = false;
      const lose = (why: string) => {
        is_late = true;
        clearTimeout(timer);
        lost(new GeneralError(why));
      };
      const timer = setTimeout(lose, this.#timeout_ms, `the widget was not there within ${this.#timeout_ms} ms`);
      const hear = (failed: Event) =>
        this.#widget ? this.#closed() : lose('the widget has failed: ' + reasonOf(failed));
      document.addEventListener('assent:failed', hear, { signal });
      signal.addEventListener('abort', () => lose('closed before the widget was there'));
      onceThere((widget) => {
        if (signal.aborted) return;
        clearTimeout(timer);
        try {
          this.#arrived(widget, signal);
        } catch {
          return lose('the context is no JSON'); // its flags are given all the same
        }
        there();
        // Where it comes in time the SDK says Ready, and after that what features give that were asked too early.
        if (is_late) this.events.emit(ProviderEvents.Ready);
        queueMicrotask(() => signal.aborted || this.#changed());
      });
    }));
  }

  /** What the mapping names is declared at once; before the widget is there, as soon as it is. */
  onContextChange(before: EvaluationContext, now: EvaluationContext): Promise<void> | void {
    this.#say(now);
    if (this.#widget) return handOver(this.#widget.profile, this.#mapping, before, now);
    this.#context = now;
    return this.#arrival;
  }

  onClose(): Promise<void> {
    this.#end();
    return Promise.resolve();
  }

  resolveBooleanEvaluation(id: string, otherwise: boolean): ResolutionDetails<boolean> {
    return this.#resolve(id, 'boolean', otherwise);
  }
  resolveStringEvaluation(id: string, otherwise: string): ResolutionDetails<string> {
    return this.#resolve(id, 'string', otherwise);
  }
  resolveNumberEvaluation(id: string, otherwise: number): ResolutionDetails<number> {
    return this.#resolve(id, 'number', otherwise);
  }
  resolveObjectEvaluation<T extends JsonValue>(id: string, otherwise: T): ResolutionDetails<T> {
    return this.#resolve(id, 'object', otherwise);
  }

  /** A goal of the policy's; nothing but its name is told. */
  track(goal: string): void {
    if (!this.#widget) return;
    if (this.#widget.goal) this.#widget.goal(goal);
    else this.#warnOnce('this widget counts no goals');
  }

  #resolve<T>(id: string, kind: Kind, otherwise: T): ResolutionDetails<T> {
    const features = this.#widget?.features;
    if (features) return resolve(features, (asked) => this.#followed.explain(features, asked), id, kind, otherwise);
    this.#followed.miss(id);
    return failed(otherwise, ErrorCode.PROVIDER_NOT_READY, 'the widget is not there');
  }

  #arrived(widget: Widget, signal: AbortSignal): void {
    this.#widget = widget;
    signal.addEventListener('abort', widget.features.onChange(() => this.#changed()));
    handOver(widget.profile, this.#mapping, {}, this.#context);
  }

  /** Features may give something else. What nobody has asked has changed for nobody. */
  #changed(): void {
    const flagsChanged = this.#followed.changed(this.#widget!.features);
    if (flagsChanged && !flagsChanged.length) return;
    this.events.emit(ProviderEvents.ConfigurationChanged, flagsChanged ? { flagsChanged } : {});
  }

  /** Parts of the widget fail that features do not need. */
  #closed(): void {
    const has_decided = this.#followed.decides();
    this.#changed();
    if (has_decided && !this.#followed.decides())
      this.events.emit(ProviderEvents.Error, { message: 'the widget decides no more: fallbacks are given' });
  }

  #end(): void {
    this.#widget = undefined;
    this.#run.abort();
  }

  #say(context: EvaluationContext): void {
    const names = ignored(this.#mapping, context);
    if (names.length) this.#warnOnce('of the context nothing is used but what `context` names; ignored:', names.join());
  }

  /** Once for each warning, whatever it is about. */
  #warnOnce(warning: string, ...about: string[]): void {
    if (this.#warned.has(warning)) return;
    this.#warned.add(warning);
    warn(warning, ...about);
  }
}

const reasonOf = (event: Event): string => String((event as CustomEvent<{ reason?: unknown } | null>).detail?.reason);
