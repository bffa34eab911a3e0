# What every command of ./dev shares: words to the person, the environment of the tools. Runs nothing by itself.

jobs=$(nproc)

# Emscripten compiles its system libraries once, into its cache; a fresh clone finds them there. Debian freezes its own
# cache, which is empty; an empty value thaws it.
export EM_FROZEN_CACHE=
export EM_CACHE="${XDG_CACHE_HOME:-${HOME:-$root/.tools}/.cache}/assent/emscripten"

# The project's own Node, where ./dev setup had to take one.
own_node="$root/.tools/node/node_modules/node/bin"
if [[ -x $own_node/node ]]; then export PATH="$own_node:$PATH"; fi

say() { printf '%s\n' "$*"; }

fail() {
  printf 'dev: %s\n' "$*" >&2
  exit 1
}

# A wrong way to call a command.
misuse() {
  printf 'dev: %s (./dev %s --help tells more)\n' "$1" "$command" >&2
  exit 2
}

asks_for_help() {
  local word
  for word in "$@"; do
    if [[ $word == --help || $word == -h ]]; then return 0; fi
  done
  return 1
}

# Makes a command's functions known: tools/dev/NAME.sh defines NAME_help and NAME_main.
load() { source "tools/dev/$1.sh"; }

# Runs another command first, as `first setup` or `first build native`.
first() {
  local name=$1
  shift
  load "$name"
  "${name}_main" "$@"
}

# The path a person typed, from the repository's root.
from_caller() { (cd "$caller" && readlink -m -- "$1"); }
