# ./dev conformance: one public suite of cases against our own readers and writers.

conformance_help() {
  cat <<'TEXT'
usage: ./dev conformance SUITE FILE

Runs the cases of FILE and prints how many passed; the exit code is 1 when one failed. Suites:
  json      texts to accept or refuse       (jsontestsuite.json)
  jcs       canonical JSON, RFC 8785        (jcs-rfc8785.json)
  ed25519   signatures, valid and not       (wycheproof-ed25519_test.json)
TEXT
}

conformance_main() {
  (($# == 2)) || misuse "conformance takes a suite and a file"
  local file
  file=$(from_caller "$2")
  first setup >&2
  first build native >&2
  build/native/assent conformance "$1" "$file"
}
