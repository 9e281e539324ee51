# shellcheck shell=sh
# `sh -c TEXT winnow`: of each path on standard input (block devices, each ended by a NUL) a line `MAJOR:MINOR SECTORS UUID
# NAME`, as the kernel keeps them, the last two of what device-mapper made; `-` where no block device is there. Opens none.
# shellcheck disable=SC2016 # the inner shell's own words
xargs -0 -r sh -fc '
  for path; do
    number=$(stat -L -c "%t %T %F" -- "$path" 2>/dev/null)
    case $number in
      *" block special file") ;;
      *) echo -; continue ;;
    esac
    minor=${number#* }
    number=$((0x${number%% *})):$((0x${minor%% *}))
    uuid= name= sectors=0
    [ ! -r "/sys/dev/block/$number/size" ] || read -r sectors <"/sys/dev/block/$number/size"
    [ ! -r "/sys/dev/block/$number/dm/uuid" ] || read -r uuid <"/sys/dev/block/$number/dm/uuid"
    [ ! -r "/sys/dev/block/$number/dm/name" ] || read -r name <"/sys/dev/block/$number/dm/name"
    echo "$number $sectors $uuid $name"
  done' sh
