#!/bin/sh
# `sh -s -- ID`: by the fields of `volume_users`, who has a logical volume open on this host; nobody where it is not active here.
# Needs frame.sh and volumes.sh.
set -u

begin_answer
if numbers=$(volume_numbers "$1"); then volume_users "$numbers"; fi
