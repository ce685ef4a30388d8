// Command lines of a case as a shell takes them.
import type { Program } from '../../engines/engine.ts';

/** A word that no shell changes, quoted where it needs to be. */
const quoted = (word: string): string =>
  /^[\w./:=,+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** `qemu-io -c 'write 0 4k' TEST_DIR/t.qcow2`. */
export const commandText = (program: Program, argv: readonly string[]): string =>
  [`qemu-${program}`, ...argv.map(quoted)].join(' ');

/** A script of the lines, each run whatever the one before it said. */
export const scriptOf = (
  lines: readonly { readonly program: Program; readonly argv: readonly string[] }[],
): Uint8Array =>
  new TextEncoder().encode(
    lines.map(({ program, argv }) => `${commandText(program, argv)}\n`).join(''),
  );
