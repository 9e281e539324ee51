# shellcheck shell=sh
# `sh -s -- VIRSH URI MARK COMMANDS…`: asks virsh for COMMANDS: its overview of all virtual machines, of which the last are all
# that there are, those before them the saved, and those before them the active; then for what follows from that: their
# descriptions, and those of the storage pools. Gives of each call of virsh what was `asked`, with MARK before each command, and
# the `status`, the `text` and what it `said` of errors. Needs frame.sh. More than some are left to another call.
set -uf

most=100

# ask COMMAND…
ask() {
  asked=
  for command; do asked="$asked${asked:+; }echo $mark; $command"; done
  text=$("$virsh" -r -c "$uri" "$asked" 2>"$errors"; status=$?; printf .; exit "$status")
  status=$?
  text=${text%.}
  field asked "$asked"
  field status "$status"
  field text "$text"
  field said "$(cat "$errors")"
  [ "$status" = 0 ]
}

# Of the overview, which was answered.
descriptions() {
  part=0 active='' saved='' all=''
  while read -r line; do
    case $line in
      "$mark") part=$((part + 1)) ;;
      *[!0-9a-f-]* | '') ;;
      *)
        case $part in
          2) active="$active $line " ;;
          3) saved="$saved $line " ;;
          4) all="$all $line " ;;
        esac
        ;;
    esac
  done <<EOT
$text
EOT
  set --
  for uuid in $all; do
    [ "$most" != 0 ] || break
    most=$((most - 1))
    set -- "$@" "dumpxml $uuid"
    case $active in *" $uuid "*) set -- "$@" "dumpxml --inactive $uuid" ;; esac
    case $saved in *" $uuid "*) set -- "$@" "managedsave-dumpxml $uuid" ;; esac
  done
  [ $# = 0 ] || ask "$@" 'list --all --uuid'
}

pools() {
  ask 'pool-list --all --name' uri || return
  set --
  while read -r name; do
    case $name in
      '') ;;
      "$mark") [ $# = 0 ] || break ;;
      *) set -- "$@" "pool-dumpxml --pool '$(printf %s "$name" | sed "s/'/'\\\\''/g")'" ;;
    esac
  done <<EOT
$text
EOT
  [ $# = 0 ] || ask "$@" uri
}

main() {
  virsh=$1 uri=$2 mark=$3
  shift 3
  errors=$(mktemp) || exit
  ask "$@" && { descriptions; pools; }
  rm -f -- "$errors"
}

begin_answer
main "$@" </dev/null
exit 0
