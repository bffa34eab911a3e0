// What the build bakes into assent.js and its modules: names and hashes of the files that they will load. Never a secret,
// never a host.
declare const BUNDLE_FILE: string;
declare const BUNDLE_INTEGRITY: string;
declare const CORE_FILE: string;
declare const CORE_SHA256: string;
declare const FULL_FILE: string;
declare const FULL_SHA256: string;
declare const ALLOWED_FILE: string;
declare const ALLOWED_INTEGRITY: string;
declare const FEATURES_FILE: string;
declare const FEATURES_INTEGRITY: string;
declare const GATES_FILE: string;
declare const GATES_INTEGRITY: string;
declare const MIGRATION_FILE: string;
declare const MIGRATION_INTEGRITY: string;
declare const OBSERVE_FILE: string;
declare const OBSERVE_INTEGRITY: string;
declare const PREFERENCES_FILE: string;
declare const PREFERENCES_INTEGRITY: string;
declare const REST_FILE: string;
declare const REST_INTEGRITY: string;
declare const RIGHTS_FILE: string;
declare const RIGHTS_INTEGRITY: string;
declare const SHARING_FILE: string;
declare const SHARING_INTEGRITY: string;
declare const WHY_FILE: string;
declare const WHY_INTEGRITY: string;
declare const DEBUG_FILE: string;
declare const DEBUG_INTEGRITY: string;

declare module '*.css' {
  const text: string;
  export { text };
}
