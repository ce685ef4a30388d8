#!/usr/bin/env bash
# Node has no name for some errors of Linux that it lists itself: a write over the quota fails with the code 'Unknown
# system error -122', not with 'EDQUOT'. A program that goes by the code takes a full quota, a stale file of
# NFS (ESTALE) or a file system without locks (ENOLCK) for something that nobody knows.
#
# Guess beforehand: each name in os.constants.errno is a code that errors of node:fs and child_process can have,
# and util.getSystemErrorMap() has it by its number.
# What happens: 16 or 17 of the 79 names have no error. Names come from libuv's own list, which leaves these out; the
# number in `error.errno` is right. So where a name is missing the number has to do, which is the negated one of the
# system here and libuv's own where the system has no such error.
#
# Seen on 2026-11-30:
#   Node 20.19.6: of 79 names 17 are of no error: EBADMSG ECHILD EDEADLK EDOM EDQUOT EIDRM EINPROGRESS EMULTIHOP
#     ENETRESET ENOEXEC ENOLCK ENOLINK ENOMSG ENOSR ENOSTR ESTALE ETIME
#   Node 24.21.0: the same without ENOEXEC
#
# Needs Node 20.19 or later and npm's registry, as the machine has it set. Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
. "$here/tools/expect.sh"
cd "$folder"

cat >names.mjs <<'END'
import { constants } from 'node:os';
import { getSystemErrorMap } from 'node:util';

const all = Object.entries(constants.errno);
const named = getSystemErrorMap();
const without = all.filter(([, number]) => !named.has(-number)).map(([name]) => name);
console.log(`of ${all.length} names ${without.length} are of no error: ${without.sort().join(' ')}`);
END
echo '{ "private": true }' >package.json
# names VERSION: what this version of Node says
names() {
  mkdir "$1"
  cp package.json "$1"
  (cd "$1" && npm install --silent --no-audit --no-fund --ignore-scripts=false "node@$1") >&2
  "$1/node_modules/node/bin/node" names.mjs
}
before='EBADMSG ECHILD EDEADLK EDOM EDQUOT EIDRM EINPROGRESS EMULTIHOP ENETRESET'
behind='ENOLCK ENOLINK ENOMSG ENOSR ENOSTR ESTALE ETIME'
expect 'Node 20.19.6' "$(names 20.19.6)" "of 79 names 17 are of no error: $before ENOEXEC $behind"
expect 'Node 24.21.0' "$(names 24.21.0)" "of 79 names 16 are of no error: $before $behind"
