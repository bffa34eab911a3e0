// Emscripten's C library would import this from a host; a module without imports brings its own.
_Noreturn void __wasi_proc_exit(int code) {
  (void)code;
  __builtin_trap();
}
