// A promoted case for those who have no blkdrill: image files, rules of blkdebug, and a script of
// command lines that shows the broken promise on the real tools.
import { CONFIG_FILE, nameOf, pathOf, TEST_DIR } from '../engines/engine.ts';
import { instrumentedEngine } from '../explore/instrumented-engine.ts';
import { plural } from '../golden/plural.ts';
import { StepLoop } from '../run/step-loop.ts';
import { configText } from '../shapes/fault-options.ts';
import type { Step } from '../verbs/step.ts';
import { verbNamed } from '../verbs/table.ts';
import { NoCase } from './draft.ts';
import { ABORTED, abortsItself } from './ended-tool.ts';
import type { Promoted } from './fault-case.ts';

/** Bytes that all files of an export may have together. */
const LARGEST = 64 * 1024 * 1024;

/** Status of the script where a tool was ended by a signal. */
export const TOOL_DIED = 3;

/** The script of an export. */
export const SCRIPT = 'show.sh';

/**
 * The files of an export by their names: `show.sh`, `files/` with what the world holds where the
 * script begins, and `blkdebug.conf` where the step that breaks the promise has rules. Without
 * rules, and where that step does not end its own process, the script begins behind it: no tool can
 * fail that I/O, or lose the power there.
 * Throws NoCase where the files are too large.
 */
export function exportFiles({ testCase, draft, step }: Promoted): ReadonlyMap<string, Uint8Array> {
  const { steps } = testCase;
  const broken = steps[step - 1] as Step;
  const isDeath = abortsItself(broken);
  const isRerun =
    isDeath || (broken.cuts.length === 0 && !isCutBehind(steps, step) && broken.rules);
  const first = isRerun ? step - 1 : step + (isCutBehind(steps, step) ? 1 : 0);
  const files = worldBefore(testCase, first);
  const size = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  if (size > LARGEST) throw new NoCase(`its files have ${plural(size, 'byte')}: too large`);
  const rules = isRerun ? broken.rules && configText(broken.rules) : undefined;
  const begins = isDeath ? DEATH : rules === undefined ? PREPARED : RERUN;
  const text = scriptText(draft.purpose, begins, steps.slice(first).flatMap(commandLine), isDeath);
  return new Map([
    [SCRIPT, encode(text)],
    ...(rules === undefined ? [] : [['blkdebug.conf', encode(rules)] as const]),
    ...[...files].map(([name, bytes]) => [`files/${name}`, bytes] as const),
  ]);
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const RERUN = 'The first command meets the fault: blkdebug.conf has its rules.';
const DEATH = 'The first command ends itself: that is the death of the process.';
const PREPARED = 'The files are what that leaves: no tool can be told to do it.';

/** A loss of power between the programs, right behind the step. */
const isCutBehind = (steps: readonly Step[], step: number): boolean =>
  steps[step]?.verb === 'power-cut';

/** The files, by their names, when so many steps have run. */
function worldBefore(
  testCase: Promoted['testCase'],
  count: number,
): ReadonlyMap<string, Uint8Array> {
  const engine = instrumentedEngine(testCase);
  try {
    new StepLoop(engine, []).run(testCase.steps.slice(0, count));
    const files = engine.memoryFiles();
    const names = files.names().filter((path) => nameOf(path) !== CONFIG_FILE);
    return new Map(names.map((path) => [nameOf(path), files.readBytes(path)]));
  } finally {
    engine.close();
  }
}

/** The step as a command line of a shell; none where it runs no program. */
function commandLine(step: Step): readonly string[] {
  const verb = verbNamed(step.verb);
  if (verb.tool === undefined) return [];
  return [[`qemu-${verb.tool}`, ...verb.argv(step, [])].map(shellWord).join(' ')];
}

/** The shell says nothing of the signal, and no core is left. */
const DIES = `dies() {
  printf '$ %s\\n' "$*"
  ulimit -c 0
  { "$@" 2>&1; } 2>/dev/null
  local status=$?
  if [ "$status" -ne ${ABORTED} ]; then
    echo "it ended with status $status, not by its own abort" >&2
    exit 1
  fi
}

`;

const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

const scriptText = (
  purpose: string,
  begins: string,
  commands: readonly string[],
  isDeath: boolean,
): string =>
  `#!/usr/bin/env bash
# ${purpose}
# ${begins}
# Works on a copy in a temporary folder. Exit status ${TOOL_DIED}: a tool was ended by a signal.
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
cp -R "$here/files" ${TEST_DIR} || exit 1
if [ -e "$here/blkdebug.conf" ]; then cp "$here/blkdebug.conf" ${pathOf(CONFIG_FILE)}; fi

run() {
  printf '$ %s\\n' "$*"
  "$@" 2>&1
  local status=$?
  if [ "$status" -ge 128 ]; then exit ${TOOL_DIED}; fi
}

${isDeath ? DIES : ''}${commands
    .map((line, at) => `${isDeath && at === 0 ? 'dies' : 'run'} ${line}`)
    .join('\n')}
exit 0
`;
