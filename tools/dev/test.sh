# ./dev test: builds everything, runs every layer of checks and tests, and closes with a table and one plain line. A
# layer that fails does not keep the next from running.

test_help() {
  cat <<'TEXT'
usage: ./dev test [--only LAYER] [--long] [--update-sizes]

  --only LAYER     one layer of the table: check, unit, must_not_compile, conformance, prove, size, browser, ...
  --long           also the unit tests under address and undefined-behaviour sanitizers
  --update-sizes   first write the sizes just built into the size budgets; look at them with git diff
Conformance reads public cases in ../shared/vectors; without that folder these are counted as skipped.
TEXT
}

results=build/test-results

test_main() {
  local only='' long=0 update=0
  while (($#)); do
    case $1 in
      --only)
        [[ -n ${2:-} ]] || misuse "--only takes a layer"
        only=$2
        shift
        ;;
      --long) long=1 ;;
      --update-sizes) update=1 ;;
      *) misuse "test does not know \"$1\"" ;;
    esac
    shift
  done
  local began=$SECONDS
  first setup
  first build
  if ((update)); then node tests/size/update.mjs; fi
  rm -rf "$results" && mkdir -p "$results"
  if wanted check "$only"; then test_check; fi
  test_ctest "$only" native
  if ((long)); then
    first build asan
    test_ctest unit asan
  fi
  if wanted conformance "$only"; then test_conformance; fi
  if wanted prove "$only"; then test_prove; fi
  test_node_layers "$only"
  say
  node tools/dev/summary.mjs "$results" "$((SECONDS - began))"
}

wanted() { [[ -z $2 || $1 == "$2" ]]; }

# One line of a layer that reports no test cases of its own: passed, failed or skipped, what, why it was skipped, and
# how many cases it stands for.
note() { printf '%s\t%s\t%s\t%s\n' "$2" "$3" "${4:-}" "${5:-1}" >>"$results/$1.tsv"; }

test_check() {
  say "test: check"
  load check
  (check_main) || true
  local step code seconds
  for step in "${check_steps[@]}"; do
    read -r code seconds <"build/check/$step.result"
    if ((code == 0)); then note check passed "$step"; else note check failed "$step"; fi
  done
}

# A runner that failed has named a failed test in its report, or it did not come so far as that.
must_be_reported() {
  if ! grep -qsE '<(failure|error)\b' "$1"; then note "${2##* }" failed "the runner of $2"; fi
}

# Everything that CTest knows, in the layers that its labels name.
test_ctest() {
  local only=$1 preset=$2 choose=()
  if [[ -n $only ]]; then choose=(-L "^$only\$"); fi
  local options=(--test-dir "build/$preset" "${choose[@]}")
  ctest "${options[@]}" --show-only=json-v1 >"$results/$preset.ctest.json"
  if ! grep -q '"command"' "$results/$preset.ctest.json"; then return 0; fi
  say "test: CTest, $preset"
  local report=$results/$preset.ctest.xml
  BOOST_TEST_REPORT_LEVEL=short BOOST_TEST_COLOR_OUTPUT=no \
    ctest "${options[@]}" -j "$jobs" --timeout 300 --output-on-failure --test-output-size-passed 65536 \
    --test-output-size-failed 1048576 --output-junit "$root/$report" ||
    must_be_reported "$report" "CTest, $preset"
}

# The public cases, our own of the same schema, and the comparison with GrowthBook's SDK over drawn cases.
test_conformance() {
  load conformance
  local suite file
  while read -r suite file; do
    if [[ -f ../shared/vectors/$file ]]; then
      conformance_suite "$suite" conformance_run "$suite" "../shared/vectors/$file"
    else
      note conformance skipped "$suite" "no ../shared/vectors"
    fi
  done <<'TEXT'
json jsontestsuite.json
jcs jcs-rfc8785.json
ed25519 wycheproof-ed25519_test.json
growthbook growthbook-cases.json
TEXT
  conformance_suite growthbook-own conformance_run growthbook tests/conformance/growthbook-own.json
  conformance_suite growthbook-drawn node tests/differential/compare.mjs --seed 1
}

# Runs a suite's command and counts the cases by its last line, "N passed, N failed".
conformance_suite() {
  local suite=$1 log=$results/conformance-$1.log code=0 passed=0 failed=0 rest
  shift
  say "test: conformance $suite"
  "$@" >"$log" 2>&1 </dev/null || code=$?
  tail -n 20 "$log"
  read -r passed rest failed rest < <(grep -E '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1) || true
  if ((passed)); then note conformance passed "$suite" '' "$passed"; fi
  if ((failed)); then note conformance failed "$suite" '' "$failed"; fi
  if ((!failed && (code || !passed))); then note conformance failed "$suite"; fi
}

# Each line of the prover's table is a case: a claim that holds, or a planted leak that is caught.
test_prove() {
  local log=$results/prove.log line
  say "test: prove"
  load prove
  prove_main --quick >"$log" 2>&1 || grep -qE '  (BROKEN|NOT RUN|NOT CAUGHT|TOO FEW|CUT SHORT)$' "$log" ||
    note prove failed "the prover's run"
  tail -n 25 "$log"
  while read -r line; do
    case $line in
      *'  holds' | *'  caught') note prove passed "$line" ;;
      *'  BROKEN' | *'  NOT RUN' | *'  NOT CAUGHT' | *'  TOO FEW' | *'  CUT SHORT') note prove failed "$line" ;;
    esac
  done <"$log"
}

# Each folder of tests/ with files that use Node's test runner is a layer.
test_node_layers() {
  local layer files
  for layer in dev tidy size parity openapi web browser; do
    mapfile -t files < <(grep -rls "from ['\"]node:test['\"]" "tests/$layer" --include='*.mjs' | sort)
    if ((${#files[@]})) && wanted "$layer" "$1"; then
      say "test: $layer"
      node --test --test-reporter=spec --test-reporter-destination=stdout \
        --test-reporter=junit --test-reporter-destination="$results/$layer.node.xml" "${files[@]}" ||
        must_be_reported "$results/$layer.node.xml" "$layer"
    fi
  done
}
