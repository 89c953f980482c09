#!/bin/sh
# Installs the rivals; needs root on Debian. Nothing is started: each run starts its own with its own configuration.
# With "synapse" as the argument Synapse is installed too, into an environment of its own.
set -eu
export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
apt-get update -qq
apt-get install -y -qq --no-install-recommends \
    ejabberd erlang-p1-sqlite3 erlang-p1-pgsql prosody lua-dbi-sqlite3 mosquitto postgresql strace
if [ "${1:-}" = synapse ]; then
    home=${PEERS_HOME:-$HOME/.cache/molva-peers}
    mkdir -p "$home"
    python3 -m venv "$home/synapse"
    "$home/synapse/bin/pip" install -q matrix-synapse
fi
