# ./dev prove: what is not permitted changes no byte that leaves; and each leak planted on purpose is caught.

prove_help() {
  cat <<'TEXT'
usage: ./dev prove [--quick] [--seed N]

Runs pairs of visitors that differ only in what is not permitted, through the native core and the wasm module, and
demands the same bytes from both. Then the same on builds with a planted leak each, which must be caught.
--quick runs fewer cases, the same ones each time; otherwise the cases are drawn anew, or from --seed.
TEXT
}

prove_main() {
  [[ -f tests/prove/prove.mjs ]] || fail "there is nothing to prove yet: tests/prove has no program"
  first setup
  first build native wasm
  cmake --build build/native -j "$jobs" --target prove_all
  node tests/prove/prove.mjs --build build/native --wasm build/wasm/core.wasm "$@"
}
