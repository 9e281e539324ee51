# shellcheck shell=sh
line_end='
'

# in_scope DEVICE…: what starts a program in a scope of systemd, a word a line: it does not end with a login, may open no devices
# but harmless ones, /dev/kvm, /dev/fuse and those that are named, as `PATH` or, to read it, `PATH r`, and what it uses is
# accounted for in winnow.slice. A scope keeps descriptors and environment, as a service does not. Nothing where systemd does
# not run the host, or refuses.
in_scope() {
  [ -d /run/systemd/system ] && [ "$(id -u)" = 0 ] && command -v systemd-run >/dev/null || return 0
  scope=$(
    printf '%s\n' systemd-run --scope --quiet --collect --slice=winnow.slice -p DevicePolicy=closed
    for device in /dev/kvm /dev/fuse "$@"; do
      [ ! -e "${device% r}" ] || printf '%s\n' -p "DeviceAllow=$device"
    done
  )
  (
    IFS=$line_end
    # shellcheck disable=SC2086 # words
    timeout 20 $scope true >/dev/null 2>&1 </dev/null
  ) || return 0
  printf '%s\n' "$scope"
}
