# shellcheck shell=bash disable=SC2034,SC2154
# The MEASURER of measure-usage.sh, after confine.sh and export-image.sh, whose `take_order` reads the arguments.
set -u
umask 077
export LC_ALL=C

# Bytes kept of what virt-df writes: a line for each filesystem, and the last of its messages.
kept=1048576
kept_messages=4096

main() {
  take_order "$@"
  # A run's processes are found by this; here there is none.
  WINNOW_RUNNER=''
  exec 8>"$dir/messages"
  if open_chain && present_image; then
    words=("${tool[@]}" "--format=$formats_seen" -a "$dir/view")
    [ "$confined" = no ] || confined_tool "${words[@]}"
    "${words[@]}" 2>&8 8>&- | head -c "$kept" >"$dir/stdout"
    printf %s "${PIPESTATUS[0]}" >"$dir/status"
    withdraw_image
  fi
  printf %s "$refused" >"$dir/refused"
  printf %s "$refused_node" >"$dir/refusedNode"
  tail -c "$kept_messages" "$dir/messages" >"$dir/stderr"
}

main "$@"
