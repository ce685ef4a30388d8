#!/usr/bin/env bash
# Loading @fast-check/vitest takes a worker of vitest 4.1 about 1.5 s, and 240 MB that it keeps; with
# vitest 3.2 it was 5 MB.
#
# A reader would expect: a module that adds `test.prop` to vitest's `test` is a few functions, which are there
# in some milliseconds; its tests cost what fast-check costs.
# What happens (@fast-check/vitest 0.5.0 and 0.4.1 with vitest 4.1.12): it gives every chain of modifiers
# (`test.skip.concurrent.fails...`) its `prop` when it is loaded. Each step of a chain is a new function in
# vitest, and vitest 4.1 has more modifiers and more functions on each: 100,000 chains with 600,000 getters are
# made that nobody asks for. Every worker makes them again, and every full garbage collection marks them. A
# suite of 2,850 tests in two workers, 24 of its 203 files with such properties, took 210 s of processor
# time with it and 160 to 175 s with fast-check alone.
#
# Seen on 2026-11-28 (Node 20.20.2), what a worker keeps after a garbage collection:
#   vitest 3.2.4: fast-check 4.5.3 keeps 0 to 20 MB, @fast-check/vitest 0.2.2 0 to 20 MB more
#   vitest 4.0.18: fast-check 4.5.3 keeps 0 to 20 MB, @fast-check/vitest 0.2.4 0 to 20 MB more
#   vitest 4.1.12: fast-check 4.10.2 keeps 0 to 20 MB, @fast-check/vitest 0.5.0 220 to 260 MB more
#
# Needs Node 20.19 or later and npm's registry, as the machine has it set. Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
. "$here/tools/expect.sh"

# kept VITEST FAST_CHECK BOTH: what a worker keeps of each, in words
kept() {
  mkdir "$folder/$1"
  cd "$folder/$1"
  echo '{ "type": "module", "private": true }' >package.json
  npm install --silent --no-audit --no-fund "vitest@$1" "fast-check@$2" "@fast-check/vitest@$3" >&2
  # vitest 3 looks for the options of workers in another place.
  cat >vitest.config.mjs <<'END'
const execArgv = ['--expose-gc'];
export default { test: { pool: 'forks', execArgv, poolOptions: { forks: { execArgv } } } };
END
  cat >kept.test.mjs <<'END'
import { writeFileSync } from 'node:fs';
import { test } from 'vitest';

const used = () => {
  gc();
  return process.memoryUsage().heapUsed;
};

async function keptBy(name) {
  const before = used();
  await import(name);
  const megabytes = (used() - before) / 1e6;
  if (megabytes < 20) return '0 to 20 MB';
  return megabytes > 220 && megabytes < 260 ? '220 to 260 MB' : `${Math.round(megabytes)} MB`;
}

test('what a worker keeps', { timeout: 60_000 }, async () => {
  const alone = await keptBy('fast-check');
  const both = await keptBy('@fast-check/vitest');
  writeFileSync('kept.txt', `${alone}, ${both} more`);
});
END
  timeout 120 npx vitest run </dev/null >&2
  cat kept.txt
}

expect 'vitest 3.2.4, fast-check 4.5.3, @fast-check/vitest 0.2.2' \
  "$(kept 3.2.4 4.5.3 0.2.2 2>"$folder/log" || cat "$folder/log")" '0 to 20 MB, 0 to 20 MB more'
expect 'vitest 4.0.18, fast-check 4.5.3, @fast-check/vitest 0.2.4' \
  "$(kept 4.0.18 4.5.3 0.2.4 2>"$folder/log" || cat "$folder/log")" '0 to 20 MB, 0 to 20 MB more'
expect 'vitest 4.1.12, fast-check 4.10.2, @fast-check/vitest 0.5.0' \
  "$(kept 4.1.12 4.10.2 0.5.0 2>"$folder/log" || cat "$folder/log")" '0 to 20 MB, 220 to 260 MB more'
