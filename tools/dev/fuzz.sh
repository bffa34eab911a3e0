# ./dev fuzz: libFuzzer with address and undefined-behaviour sanitizers on everything that reads what others wrote.

fuzz_help() {
  cat <<'TEXT'
usage: ./dev fuzz [TARGET] [SECONDS]

Builds tests/fuzz/TARGET.cpp, or every target, and runs each for SECONDS (60 unless said), from the seeds
in tests/fuzz/seeds/TARGET and what earlier runs found (build/fuzz/corpus/TARGET).
TEXT
}

fuzz_main() {
  local word target='' seconds=60 targets=()
  for word in "$@"; do
    if [[ $word =~ ^[0-9]+$ ]]; then seconds=$word; else target=$word; fi
  done
  if [[ -n $target ]]; then
    [[ -f tests/fuzz/$target.cpp ]] || fail "there is no fuzz target \"$target\" in tests/fuzz"
    targets=("$target")
  else
    mapfile -t targets < <(find tests/fuzz -maxdepth 1 -name '*.cpp' -printf '%f\n' 2>/dev/null | sed 's/\.cpp$//' | sort)
    ((${#targets[@]})) || fail "there is nothing to fuzz yet: tests/fuzz has no targets"
  fi
  first setup
  first build native
  fuzz_build "${targets[@]}"
  for target in "${targets[@]}"; do fuzz_run "$target" "$seconds"; done
}

fuzz_build() {
  if [[ ! -f build/fuzz/build.ninja ]]; then
    cmake -S . -B build/fuzz -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_CXX_COMPILER=clang++-16 -DASSENT_FUZZ=ON \
      -DCMAKE_CXX_FLAGS="-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all"
  fi
  cmake --build build/fuzz -j "$jobs" --target "${@/#/fuzz_}"
}

fuzz_run() {
  local target=$1 seconds=$2 corpus=build/fuzz/corpus/$1 seeds=()
  mkdir -p "$corpus" build/fuzz/found
  if [[ -d tests/fuzz/seeds/$target ]]; then seeds=("tests/fuzz/seeds/$target"); fi
  if [[ $target == pack ]]; then
    build/native/assent pack policies/aurora-travel -o build/fuzz/packs
    seeds+=(build/fuzz/packs)
  fi
  say "fuzz: $target for $seconds s"
  "build/fuzz/tests/fuzz/fuzz_$target" -max_total_time="$seconds" -print_final_stats=1 \
    -artifact_prefix="build/fuzz/found/$target-" "$corpus" "${seeds[@]}"
}
