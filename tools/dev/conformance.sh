# ./dev conformance: one suite of public cases against our own readers, writers and modules.

conformance_help() {
  cat <<'TEXT'
usage: ./dev conformance SUITE FILE

Runs the cases of FILE and prints how many passed; the exit code is 1 when one failed. Suites:
  json        texts to accept or refuse               (jsontestsuite.json)
  jcs         canonical JSON, RFC 8785                (jcs-rfc8785.json)
  ed25519     signatures, valid and not               (wycheproof-ed25519_test.json)
  growthbook  features and experiments, by the shipped wasm modules, whose SHA-256 it prints
                                                      (growthbook-cases.json, tests/conformance/growthbook-own.json)
TEXT
}

conformance_main() {
  (($# == 2)) || misuse "conformance takes a suite and a file"
  local file parts=(native)
  file=$(from_caller "$2")
  if [[ $1 == growthbook ]]; then parts+=(wasm); fi
  first setup >&2
  first build "${parts[@]}" >&2
  conformance_run "$1" "$file"
}

# A suite over a file; everything is built.
conformance_run() {
  if [[ $1 == growthbook ]]; then
    node tests/conformance/growthbook.mjs "$2"
  else
    build/native/assent conformance "$1" "$2"
  fi
}
