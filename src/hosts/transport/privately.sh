# shellcheck shell=sh
# What gives a program a mount namespace of its own, as words: what is mounted there no one else sees, and it is gone
# with the last process. Unmounting on the host reaches it, so that it keeps no storage busy. Nothing where the host
# permits none.
privately() {
  for how in '-m' '-Um --map-current-user --keep-caps'; do
    # shellcheck disable=SC2086 # words
    unshare $how --propagation slave true 2>/dev/null || continue
    printf '%s\n' "unshare $how --propagation slave env WINNOW_PRIVATE=yes"
    return
  done
}
