// The programs that QEMU's tests are told to call, as files that a shell can start.
//
// Tests print the names of programs in places: the files are called as QEMU's own are.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Programs for qemu-img and qemu-io: bundles of ours for Node, or the real ones. */
export interface TestPrograms {
  readonly img: string;
  readonly io: string;
  readonly areReal: boolean;
  /** The real qemu-nbd, where there is one: a server beside the programs, never in their place. */
  readonly nbd: string | undefined;
}

/**
 * QEMU's runner wants these to exist. Of the tests that are meant here one calls qemu-nbd, to look
 * at bitmaps through it.
 */
const OTHERS = {
  QEMU_PROG: 'qemu-system-x86_64',
  QEMU_NBD_PROG: 'qemu-nbd',
  QSD_PROG: 'qemu-storage-daemon',
} as const;

/**
 * The runner asks QEMU for its machines before any test, and needs a default among them; tests in
 * Python ask whether there are disks.
 */
const NEVER_CALLED = `#!/bin/sh
if [ "$*" = "-machine help" ]; then echo 'none (default)'; exit 0; fi
case "$*" in *'-M none -device help') echo 'name "virtio-blk-device"'; exit 0;; esac
echo "$0 is not there: a test for qemu-img and qemu-io called it" >&2
exit 127
`;

/** Makes the files in `folder`; returns the environment variables that tell the tests of them. */
export function makeStandIns(programs: TestPrograms, folder: string): Record<string, string> {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text, { mode: 0o755 });
    return file;
  };
  const tool = (name: string, path: string): string =>
    programs.areReal ? path : write(name, ownProgram(path));
  const variables: Record<string, string> = {
    QEMU_IMG_PROG: tool('qemu-img', programs.img),
    QEMU_IO_PROG: tool('qemu-io', programs.io),
  };
  for (const [variable, name] of Object.entries(OTHERS)) {
    const real = name === 'qemu-nbd' ? programs.nbd : undefined;
    variables[variable] = real ?? write(name, NEVER_CALLED);
  }
  return variables;
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const ownProgram = (bundle: string): string =>
  `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(bundle)} "$@"\n`;
