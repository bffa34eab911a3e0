# ./dev build: every result, by CMake's presets and esbuild. What is up to date is left alone.

build_help() {
  cat <<'TEXT'
usage: ./dev build [PART ...]

Parts, `native wasm web` unless named:
  native           build/native/assent and the tests
  wasm             build/wasm/core.wasm and full.wasm
  web              web/dist/assent.js (builds wasm first: its hash is part of the loader), and web/openfeature/dist
  native-runtime   the runtime folders without exceptions and RTTI, each file linted as it is compiled
  asan             native, with address and undefined-behaviour sanitizers
TEXT
}

build_main() {
  local part parts=("$@")
  ((${#parts[@]})) || parts=(native wasm web)
  for part in "${parts[@]}"; do
    case $part in
      native | asan) build_preset "$part" ;;
      native-runtime) build_preset native-runtime -DCMAKE_CXX_CLANG_TIDY=clang-tidy ;;
      wasm) build_preset wasm ;;
      web) build_web ;;
      *) misuse "there is no part \"$part\" to build" ;;
    esac
  done
}

# Configures once, and again when the presets change; after that Ninja knows what to do again.
build_preset() {
  local preset=$1 folder=build/$1
  shift
  if [[ ! -f $folder/build.ninja || CMakePresets.json -nt $folder/build.ninja ]]; then
    cmake --preset "$preset" "$@"
  fi
  say "build: $preset"
  cmake --build "$folder" -j "$jobs"
}

build_web() {
  build_preset wasm
  local stamp=build/web.stamp
  if [[ -f $stamp && -f web/dist/assent.js && -f web/openfeature/dist/index.js && -z $(web_inputs_newer_than "$stamp") ]]; then
    say "build: web is up to date"
    return 0
  fi
  say "build: web"
  node web/build.mjs
  node web/openfeature/build.mjs
  touch "$stamp"
}

# The first input of the page's bundle that is newer; folders count, so that a removed file is seen too.
web_inputs_newer_than() {
  find web package-lock.json build/wasm/core.wasm build/wasm/full.wasm \
    \( -path web/dist -o -path web/openfeature/dist \) -prune -o -newer "$1" -print -quit
}
