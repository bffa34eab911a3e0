# ./dev demo: the example shop with the built widget, a collector and a server of customer accounts, on this machine only.

demo_help() {
  cat <<'TEXT'
usage: ./dev demo [--port N] [--account-port N]

Builds everything, then serves the example shop at http://127.0.0.1:N (8080 unless said).
The shop's customer accounts are served by demo/account at 8081, unless said. Keys and records lie in build/demo/data and
build/demo/account; remove these folders to begin anew. Ctrl-C stops both servers.
TEXT
}

demo_main() {
  local port=8080 account_port=8081 accounts
  while (($#)); do
    case $1 in
      --port)
        [[ ${2:-} =~ ^[0-9]+$ ]] || misuse "--port takes a number"
        port=$2
        shift 2
        ;;
      --account-port)
        [[ ${2:-} =~ ^[0-9]+$ ]] || misuse "--account-port takes a number"
        account_port=$2
        shift 2
        ;;
      *) misuse "demo does not know \"$1\"" ;;
    esac
  done
  first setup
  first build
  demo_policies build/demo/account build/demo/policies
  demo_site build/demo/site build/demo/data build/demo/policies "http://127.0.0.1:$account_port"
  demo_tell "http://127.0.0.1:$port"
  # The accounts end when the collector does: it holds the other end of their standard input.
  exec {accounts}> >(exec node demo/account/account.mjs --data build/demo/account --port "$account_port" \
    --shop "http://127.0.0.1:$port" --until-closed)
  # The server takes this process's place, so Ctrl-C reaches it and its exit code is ours.
  exec build/native/assent serve --policies build/demo/policies --data build/demo/data --port "$port" \
    --web web/dist --static build/demo/site
}

# The example's policies with the attributes of customer accounts and the key that their server signs with.
demo_policies() {
  local account=$1 policies=$2 key
  key=$(node demo/account/account.mjs --data "$account" --print-key)
  mkdir -p "$(dirname "$policies")"
  node demo/account/policy.mjs --from policies --to "$policies" --key "$key"
}

# A copy of the shop with the embed that a customer would paste in, and where its accounts are.
demo_site() {
  local site=$1 data=$2 policies=$3 accounts=$4 page text snippet
  rm -rf "$site"
  mkdir -p "$site" "$data"
  cp -R demo/aurora-travel/. "$site"
  snippet=$(build/native/assent snippet --site aurora-travel --data "$data" \
    --policy "$policies/aurora-travel" --head web/dist/head.js)
  snippet="<meta name=\"demo-accounts\" content=\"$accounts\">$snippet"
  for page in $(cd "$site" && find . -name '*.html'); do
    text=$(<"$site/$page")
    printf '%s\n' "${text//'<!-- assent:snippet -->'/"$snippet"}" >"$site/$page"
  done
}

demo_tell() {
  cat <<TEXT

Aurora Travel is at $1 - Ctrl-C stops it.

Things to try, with the demo panel in view:
  - Look around, then reject all: the shop works as before, nothing is stored and nothing more is sent.
  - Your privacy choices, in the footer: switch on "Trips that suit you" and save. Open Mountains, say in the trip finder
    that a family travels, with an age, and press "Keep in my browser". The offers change at once, the hero after a
    reload. The panel names each factor of what is shown, and every byte that left: the age only as a band.
  - Tick "I need trips without steps" in the trip finder and keep it: accept all does not cover it, its own switch does,
    and still nothing of it leaves.
  - Sign in as Ida in the demo panel: her account's facts come in a bundle that the shop's server has signed, and the offers
    are those for members. Sign out: they are forgotten.
  - Withdraw everything: it is erased in this browser and at the collector.
demo/aurora-travel/README.md has more.

TEXT
}
