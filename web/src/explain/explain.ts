// The one door to the explaining of requests, cookies, keys and gated elements, for the overlay and for ./dev doctor.
// Re-exports only: never any code.

export * from './elements';
export * from '../pattern';
export * from './places';
