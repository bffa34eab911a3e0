// Emscripten's C library would import these two from a host; a module without imports brings its own.
#include <stddef.h>

_Noreturn void __wasi_proc_exit(int code) {
  (void)code;
  __builtin_trap();
}

// The page reads memory anew after each call, so nobody needs to be told that it has grown.
void emscripten_notify_memory_growth(size_t index) { (void)index; }
