# ./dev demo: the example shop with the built widget and a collector of its own, on this machine only.

demo_help() {
  cat <<'TEXT'
usage: ./dev demo [--port N]

Builds everything, then serves the example shop at http://127.0.0.1:N (8080 unless said).
Keys and records lie in build/demo/data; remove that folder to begin anew. Ctrl-C stops the server.
TEXT
}

demo_main() {
  local port=8080
  while (($#)); do
    case $1 in
      --port)
        [[ ${2:-} =~ ^[0-9]+$ ]] || misuse "--port takes a number"
        port=$2
        shift 2
        ;;
      *) misuse "demo does not know \"$1\"" ;;
    esac
  done
  first setup
  first build
  demo_site build/demo/site build/demo/data
  demo_tell "http://127.0.0.1:$port"
  # The server takes this process's place, so Ctrl-C reaches it alone and its exit code is ours.
  exec build/native/assent serve --policies policies --data build/demo/data --port "$port" \
    --web web/dist --static build/demo/site
}

# A copy of the shop with the embed that a customer would paste in.
demo_site() {
  local site=$1 data=$2 page text snippet
  rm -rf "$site"
  mkdir -p "$site" "$data"
  cp -R demo/aurora-travel/. "$site"
  snippet=$(build/native/assent snippet --site aurora-travel --data "$data" \
    --policy policies/aurora-travel --head web/dist/head.js)
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
  - Withdraw everything: it is erased in this browser and at the collector.
demo/aurora-travel/README.md has more.

TEXT
}
