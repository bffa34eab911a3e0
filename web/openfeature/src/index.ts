// What the package offers. Nothing runs by being imported.

export { AssentProvider, widget_timeout_ms, type AssentProviderOptions } from './provider.js';
