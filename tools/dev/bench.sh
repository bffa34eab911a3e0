# ./dev bench: timings, each printed beside its peer. Never part of a test.

bench_help() {
  cat <<'TEXT'
usage: ./dev bench [NAME] [--json]

Runs tests/bench/NAME.mjs, or every bench in turn, on a display of their own. --json prints one JSON object a line.
  accept           a click on Accept with 30 gated scripts, beside two consent managers
  page-decide      an act of the visitor's that changes twenty places of a page, at 4x CPU throttle in Chromium, beside
                   GrowthBook's visual changes; the exit code is 1 where somebody sees other texts than with GrowthBook
  personalization  a decision in the shipped module, in Node and Chromium, beside GrowthBook's SDK and three rule engines;
                   the exit code is 1 where somebody gets another variation than from GrowthBook
TEXT
}

bench_main() {
  local word name='' options=() benches=()
  for word in "$@"; do
    case $word in
      --json) options+=(--json) ;;
      -*) misuse "bench does not know \"$word\"" ;;
      *) name=$word ;;
    esac
  done
  if [[ -n $name ]]; then
    [[ -f tests/bench/$name.mjs ]] || fail "there is no bench \"$name\" in tests/bench"
    benches=("tests/bench/$name.mjs")
  else
    mapfile -t benches < <(find tests/bench -maxdepth 1 -name '*.mjs' 2>/dev/null | sort)
    ((${#benches[@]})) || fail "there is nothing to bench yet: tests/bench has no benches"
  fi
  first setup >&2
  first build >&2
  local bench
  for bench in "${benches[@]}"; do xvfb-run --auto-servernum node "$bench" "${options[@]}"; done
}
