// Tests that compare with the real qemu-img and qemu-io. Without them on PATH, or where their
// version is none that is known, the run says so and runs nothing; BLKDRILL_REQUIRE_QEMU turns that
// into a failure.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { defineConfig } from 'vitest/config';

function isOnPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return false;
    }
  });
}

const missing = ['qemu-img', 'qemu-io'].filter((program) => !isOnPath(program));
const isRequired = (process.env['BLKDRILL_REQUIRE_QEMU'] ?? '') !== '';
if (missing.length > 0) {
  const message = `${missing.join(' and ')} not found on PATH`;
  if (isRequired) throw new Error(`${message}, and BLKDRILL_REQUIRE_QEMU is set`);
  console.warn(`${message}: the tests against QEMU are not run (Debian: qemu-utils)`);
}

/** Versions whose news are known: `harness/testing/news`. */
const JUDGES = ['7.2', '10.0', '11.1'];
const { stdout = '' } = spawnSync('qemu-img', ['--version'], { encoding: 'utf8' });
const release = /version (\d+\.\d+)/.exec(stdout ?? '')?.[1] ?? 'unknown';
const isStranger = missing.length === 0 && !JUDGES.includes(release);
const takesAny = (process.env['BLKDRILL_ANY_QEMU'] ?? '') !== '';
if (isStranger && !takesAny) {
  const known = JUDGES.join(', ');
  const message = `qemu-img is version ${release}, and those that can judge are ${known}`;
  if (isRequired) throw new Error(`${message}, and BLKDRILL_REQUIRE_QEMU is set`);
  console.warn(`${message}: nothing is run; BLKDRILL_ANY_QEMU=1 runs the tests all the same`);
} else if (missing.length === 0 && release !== JUDGES[0]) {
  console.warn(`qemu-img is version ${release}: tests that are about 7.2 alone are skipped`);
}

/** The real tools race within themselves in these, and more so on a busy machine. */
const RACING = [
  'harness/fuzz/**/*.qemu.test.ts',
  'harness/engines/**/*.qemu.test.ts',
  'harness/commands/**/{chain,convert,filters,quorum}.qemu.test.ts',
];
/** Tests that end the tools in the middle of their work, through a library that `cc` makes. */
const COMPILING = ['harness/explore/real/**/*.qemu.test.ts'];
const withoutCompiler = isOnPath('cc') ? [] : COMPILING;
if (withoutCompiler.length > 0) {
  if (isRequired) throw new Error('cc not found on PATH, and BLKDRILL_REQUIRE_QEMU is set');
  console.warn('cc not found on PATH: no real tool is ended in the middle of its work');
}
/** Clients of our NBD server that are no part of QEMU. */
const COPYING = ['harness/serve/libnbd.qemu.test.ts'];
const withoutLibnbd = isOnPath('nbdcopy') && isOnPath('nbdinfo') ? [] : COPYING;
if (withoutLibnbd.length > 0) {
  console.warn('nbdcopy or nbdinfo not found on PATH: not run (Debian: libnbd-bin)');
}
const skipped = [...withoutCompiler, ...withoutLibnbd];
const ALL = ['engine/**/*.qemu.test.ts', 'harness/**/*.qemu.test.ts'];
const isIdle = missing.length > 0 || (isStranger && !takesAny);
const found = (include: string[]): string[] => (isIdle ? [] : include);

export default defineConfig({
  test: {
    passWithNoTests: isIdle,
    pool: 'threads',
    // A file's imports cost as much as dozens of starts of a tool.
    isolate: false,
    setupFiles: ['fixed-seed', 'byte-equality', 'fast-tools', 'skip-news'].map(
      (name) => `harness/testing/${name}.ts`,
    ),
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'tools',
          include: found(ALL),
          exclude: [...RACING, ...skipped],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'racing tools, one file at a time',
          include: found(RACING),
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
