# ./dev setup: installs what is missing and nothing else. The Debian packages stand in tools/debian-packages.txt, the
# npm packages in package-lock.json.

setup_help() {
  cat <<'TEXT'
usage: ./dev setup

Installs what is missing on a Debian 12 machine:
  1. the Debian packages of tools/debian-packages.txt (with sudo when not root);
     nodejs and npm are left out where Node 20 or later and npm are on the PATH
  2. Node 20 from the npm registry into .tools/, where Node is older
  3. the npm packages of package-lock.json into node_modules/
A second run finds all of it and takes a moment.
TEXT
}

setup_main() {
  (($# == 0)) || misuse "setup takes no arguments"
  setup_debian
  setup_node
  setup_npm
}

node_is_enough() {
  command -v node >/dev/null && node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)'
}

wanted_packages() { grep -v '^#' tools/debian-packages.txt; }

# The wanted packages that dpkg does not have, one a line.
missing_packages() {
  local wanted
  mapfile -t wanted < <(wanted_packages)
  dpkg-query --show --showformat '${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null |
    sed -n 's/^installed //p' | LC_ALL=C sort -u |
    LC_ALL=C comm -13 - <(printf '%s\n' "${wanted[@]}" | LC_ALL=C sort -u)
}

setup_debian() {
  command -v dpkg-query >/dev/null || fail "setup installs Debian packages, and this machine has no dpkg"
  local missing elsewhere=()
  mapfile -t missing < <(missing_packages)
  if node_is_enough && command -v npm >/dev/null; then
    local package kept=()
    for package in "${missing[@]}"; do
      if [[ $package == nodejs || $package == npm ]]; then elsewhere+=("$package"); else kept+=("$package"); fi
    done
    missing=("${kept[@]}")
  fi
  if ((${#elsewhere[@]})); then
    say "setup: Node $(node --version) and npm $(npm --version) are here; Debian's ${elsewhere[*]} not needed"
  fi
  ((${#missing[@]})) || return 0

  local as_root=()
  if (($(id -u) != 0)); then
    command -v sudo >/dev/null || fail "these Debian packages are missing, and there is no sudo: ${missing[*]}"
    as_root=(sudo)
  fi
  say "setup: installing Debian packages${as_root[*]:+ with sudo}: ${missing[*]}"
  "${as_root[@]}" apt-get update -q
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends -o Dpkg::Use-Pty=0 "${missing[@]}"
}

setup_node() {
  node_is_enough && return 0
  say "setup: Node here is $(node --version); taking Node 20 from the npm registry into .tools/node"
  mkdir -p .tools/node
  npm install --prefix .tools/node --no-audit --no-fund node@20
  export PATH="$own_node:$PATH"
  hash -r
  node_is_enough || fail "the node package from the npm registry did not bring Node 20"
}

setup_npm() {
  local now stamp=node_modules/.assent-lock
  now=$(cat package.json package-lock.json | sha256sum)
  if [[ -f $stamp && $(<"$stamp") == "$now" ]]; then return 0; fi
  say "setup: installing the npm packages of package-lock.json"
  npm ci --no-audit --no-fund
  printf '%s\n' "$now" >"$stamp"
}
