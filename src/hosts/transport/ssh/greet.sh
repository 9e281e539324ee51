# shellcheck shell=sh
# Answers who this host is, and as whom programs run on it. Needs frame.sh.
begin_answer
field machine "$(cat /etc/machine-id 2>/dev/null)"
field boot "$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)"
field name "$(uname -n)"
field user "$(id -un)"
field uid "$(id -u)"
if [ "$(id -u)" = 0 ]; then
  field runs /var/lib/winnow/runs
else
  # sudo may warn, of a name of the host that is not known or a certificate, and do it all the same.
  root=$(echo 'id -u' | sudo -n /bin/sh -s 2>/dev/null)
  if [ "$root" = 0 ]; then
    field become root
    field runs /var/lib/winnow/runs
  else
    field refused "$(echo 'id -u' | sudo -n /bin/sh -s 2>&1)"
    # A home may be read-only, or lie on the network, where two hosts would see each other's runs.
    state=${XDG_STATE_HOME:-$HOME/.local/state}/winnow
    case $(stat -f -c %T "$HOME" 2>/dev/null) in nfs* | cifs | smb* | fuse* | ceph) state= ;; esac
    if [ -z "$state" ] || ! mkdir -p -- "$state" 2>/dev/null || [ ! -w "$state" ]; then
      state=/var/tmp/winnow-$(id -u)
      mkdir -m 700 -- "$state" 2>/dev/null
    fi
    # Anybody may have made it there.
    # shellcheck disable=SC3067 # not in POSIX, but in dash, bash and busybox
    if [ -O "$state" ] && [ ! -h "$state" ]; then field runs "$state/runs"; fi
  fi
fi
exit 0
