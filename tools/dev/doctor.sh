# ./dev doctor: looks at one page as new visitors do, and says what is wrong with its consent.

doctor_help() {
  cat <<'TEXT'
usage: ./dev doctor URL [--policy FOLDER] [--out FOLDER] [--region DE] [--json]

Loads the page in Chromium, in fresh profiles: before any choice, after reject, and after accept, which it takes back at the
end. Lists every request, cookie and stored key with the service that explains it, and names what is undeclared, too
early, left behind or wrongly marked up, each with what to do.

  --policy FOLDER  the site's policy; without it, that of policies/ for the site which the page embeds
  --out FOLDER     write services.missing.json, a draft of the services that the policy lacks, and cookies.html, a cookie
                   declaration (one more page for each further language)
  --region REGION  as if the visitor were there: DE, US-CA
  --json           the findings and what was seen, as JSON

Exit code 0: no errors (warnings are none). 1: errors. 2: the page could not be looked at.
docs/doctor.md lists the findings. CHROMIUM names another Chromium than /usr/bin/chromium.
TEXT
}

doctor_main() {
  local arguments=()
  while (($#)); do
    case $1 in
      --policy | --out)
        [[ -n ${2:-} ]] || misuse "$1 takes a folder"
        arguments+=("$1" "$(from_caller "$2")")
        shift
        ;;
      --region)
        [[ -n ${2:-} ]] || misuse "--region takes a region, as DE or US-CA"
        arguments+=("$1" "$2")
        shift
        ;;
      --json) arguments+=("$1") ;;
      -*) misuse "doctor does not know \"$1\"" ;;
      *) arguments+=("$1") ;;
    esac
    shift
  done
  ((${#arguments[@]})) || misuse "doctor takes one URL"
  first setup >&2
  node tools/doctor/main.mjs "${arguments[@]}"
}
