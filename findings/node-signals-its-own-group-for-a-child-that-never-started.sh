#!/usr/bin/env bash
# child.kill(), right behind a spawn() whose program is not there, sends the signal to the caller's own process group: the test
# runner, its workers and the shell that started them. A runner that ends its helpers in a `finally` ends itself where
# one of them is not installed, and nobody is told by what: the error event comes a turn later.
#
# Guess beforehand: kill() of a child without a pid does nothing and returns false. The manual says that it returns true
# where kill(2) succeeds, and that pid is undefined where a child could not be started.
# What happens, in Node 20 and in 22 up to some release behind 22.12: it returns true. The handle has the pid 0, which kill(2) takes for the group of the caller. A turn later, when
# the error event has come, the handle is gone, and the same call returns false.
#
# Seen on 2026-11-30, with SIGWINCH, which ends nobody:
#   Node 20.19.6: pid undefined, kill() returns true, this process got 1 signal, a turn later false
#   Node 22.12.0: the same
#   Node 22.21.1: pid undefined, kill() returns false, this process got 0 signals, a turn later false
#   Node 24.21.0: the same
#
# Needs Node 20.19 or later, setsid and npm's registry, as the machine has it set. Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
. "$here/tools/expect.sh"
cd "$folder"

cat >kill.mjs <<'END'
import { spawn } from 'node:child_process';

let signals = 0;
process.on('SIGWINCH', () => (signals += 1));
const child = spawn('/nowhere/no-such-program', []);
child.on('error', () => {});
const answer = child.kill('SIGWINCH');
setTimeout(() => {
  const later = child.kill('SIGWINCH');
  const got = `this process got ${signals} signal${signals === 1 ? '' : 's'}`;
  console.log(`pid ${child.pid}, kill() returns ${answer}, ${got}, a turn later ${later}`);
}, 200);
END
# seen VERSION: what happens in this version of Node, in a process group of its own
seen() {
  mkdir "$1"
  echo '{ "private": true }' >"$1/package.json"
  (cd "$1" && npm install --silent --no-audit --no-fund --ignore-scripts=false "node@$1") >&2
  setsid --wait "$1/node_modules/node/bin/node" kill.mjs
}
start='pid undefined, kill() returns'
old="$start true, this process got 1 signal, a turn later false"
new="$start false, this process got 0 signals, a turn later false"
expect 'Node 20.19.6' "$(seen 20.19.6)" "$old"
expect 'Node 22.12.0' "$(seen 22.12.0)" "$old"
expect 'Node 22.21.1' "$(seen 22.21.1)" "$new"
expect 'Node 24.21.0' "$(seen 24.21.0)" "$new"
