// Worlds of an engine of others: our own one, behind the protocol, stands for any.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launcher } from '../../build/paths.mjs';
import { commandAdapter, greetingOf } from './adapter.ts';
import { CommandEngine } from './command-engine.ts';

const SPEAK = [process.execPath, launcher('blkdrill'), 'engine', 'speak'] as const;
/** Milliseconds that a test may take. */
const TIME = 120_000;

/** The image that tests are about. */
export const IMAGE = 'TEST_DIR/t.qcow2';

/** A command line of qemu-io with these commands on that image. */
export const io = (...commands: readonly string[]): readonly string[] => [
  ...['-f', 'qcow2'],
  ...commands.flatMap((line) => ['-c', line]),
  IMAGE,
];

/** A world, in a scratch folder of its own. */
export interface SpeakingWorld {
  readonly world: CommandEngine;
  readonly scratch: string;
  /** Removes the folder; the world is closed by then. */
  readonly remove: () => void;
}

/** Makes one; whoever asks for it closes the world, and removes the folder. */
export function speakingWorld(): SpeakingWorld {
  const scratch = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  const setup = { argv: SPEAK, greeting: greetingOf(SPEAK, scratch), scratch };
  const world = commandAdapter('ours').make({
    ...{ setup, deadline: Date.now() + TIME, keepsTrace: false },
  });
  if (!(world instanceof CommandEngine)) throw new Error('the adapter makes another engine');
  return { world, scratch, remove: () => rmSync(scratch, { recursive: true }) };
}
