# ./dev prove: what is not permitted changes no byte that leaves; and each leak planted on purpose is caught.

prove_help() {
  cat <<'TEXT'
usage: ./dev prove [--quick] [--seed N]

Runs pairs of visitors that differ only in what is not permitted, through the native core, the wasm module, the collector
and the page in Chromium, and demands the same bytes from both; checks the gate's decision over all states within bounds.
Then the same on builds with a planted leak each, which must be caught. docs/proof.md says what that shows and what not.
--quick runs fewer cases, the same ones each time, and no browser; otherwise the cases are drawn anew, or from --seed.
TEXT
}

prove_main() {
  [[ -f tests/prove/prove.mjs ]] || fail "there is nothing to prove yet: tests/prove has no program"
  first setup
  first build native wasm
  cmake --build build/native -j "$jobs" --target prove_all
  if [[ " $* " != *' --quick '* ]]; then
    first build web
    build_planted_pages
  fi
  node tests/prove/prove.mjs --build build/native --wasm build/wasm "$@"
}

# The page's bundle with each leak that can be planted there: beside the product, never in its place.
build_planted_pages() {
  local name place
  while read -r name place; do
    if [[ $place == page* ]]; then node web/build.mjs --plant-leak "$name" --out "build/planted/$name" >/dev/null; fi
  done < <(grep -E '^[a-z]' tests/prove/leaks.txt)
}
