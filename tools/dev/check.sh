# ./dev check: what a machine can say about the sources without running them. The steps run side by side; each one's
# words are shown only when it fails.

check_help() {
  cat <<'TEXT'
usage: ./dev check

  format           clang-format on every C++ source
  types            the TypeScript compiler, without output
  tidy             our own rules of style, each with its reason (tests/tidy)
  packages         what the build uses is in tools/debian-packages.txt, and the other way round
  native-runtime   the runtime folders without exceptions and RTTI, linted by clang-tidy as they compile
  policy           assent check on the example policy
TEXT
}

check_steps=(native-runtime format types tidy packages policy)

check_main() {
  (($# == 0)) || misuse "check takes no arguments"
  first setup
  first build native
  local step folder=build/check failed=0
  rm -rf "$folder" && mkdir -p "$folder"
  for step in "${check_steps[@]}"; do check_one "$step" "$folder" & done
  wait
  for step in "${check_steps[@]}"; do check_show "$step" "$folder" || failed=1; done
  return "$failed"
}

# Runs one step and notes its exit code and seconds; its words go to a log.
check_one() {
  local step=$1 folder=$2 code=0 began=$EPOCHREALTIME
  (set -e; "check_${step//-/_}") >"$folder/$step.log" 2>&1 & wait $! || code=$?
  awk -v code="$code" -v a="$began" -v b="$EPOCHREALTIME" 'BEGIN { printf "%d %.1f\n", code, b - a }' \
    >"$folder/$step.result"
}

check_show() {
  local step=$1 folder=$2 code seconds
  read -r code seconds <"$folder/$step.result"
  if ((code == 0)); then
    printf 'check: %-14s ok      %5.1f s\n' "$step" "$seconds"
  else
    printf 'check: %-14s FAILED  %5.1f s\n' "$step" "$seconds"
    tail -n 60 "$folder/$step.log"
    return 1
  fi
}

check_native_runtime() { first build native-runtime; }

check_format() {
  find src wasm tests -name '*.cpp' -o -name '*.hpp' | xargs clang-format --dry-run -Werror
}

check_types() {
  node_modules/.bin/tsc --noEmit -p web
  node_modules/.bin/tsc --noEmit -p web/openfeature
}

check_tidy() { node tests/tidy/tidy.mjs; }

check_packages() { node tests/tidy/packages.mjs; }

check_policy() { build/native/assent check policies/aurora-travel; }
