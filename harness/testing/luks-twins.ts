// For tests only: LUKS files that the real tools and ours make of chance, made comparable. Their
// keys differ, and so do all bytes that hang on them; what is compared is the layout, what a reader
// of LUKS that is not ours gets out of them, and every text.
import { PlainLuks } from '../oracle/plain-luks.ts';
import { type Outcome, type TwinWorld, words } from './differential.ts';

const HEADER = 592;
const SECTOR = 512;

/** Numbers and names that are different in each run. */
export const maskKeys = (text: string): string =>
  text
    .replace(/iters: \d+/g, 'iters: N')
    .replace(/-?iters": \d+/g, 'iters": N')
    .replace(/PBKDF iterations \d+/g, 'PBKDF iterations N')
    .replace(/uuid(": "|: )[-0-9a-f]{36}/g, 'uuid$1UUID');

/** A header without what was left to chance, as text. */
export function maskedHeader(file: Uint8Array): string {
  const header = Buffer.from(file.subarray(0, HEADER));
  header.fill(0, 112, 168); // digest, its salt, its iterations
  header.fill(0, 168, 208); // UUID
  for (let slot = 208; slot < HEADER; slot += 48) {
    const isUsed =
      header.readUInt32BE(slot + 4) > 0 && !isZero(header.subarray(slot + 8, slot + 40));
    header.fill(isUsed ? 1 : 0, slot + 4, slot + 40);
  }
  return header.toString('hex');
}

const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

/** Which of the areas for key material hold anything: `x` or `.` for each of the eight. */
export function usedMaterial(file: Uint8Array): string {
  const header = Buffer.from(file.subarray(0, HEADER));
  const length = header.readUInt32BE(108) * 4000;
  return Array.from({ length: 8 }, (_, index) => {
    const start = header.readUInt32BE(208 + index * 48 + 40) * SECTOR;
    return isZero(file.subarray(start, start + length)) ? '.' : 'x';
  }).join('');
}

/** The disk in a file; undefined where the password opens no slot. */
export function readDisk(file: Uint8Array, password: string): Uint8Array | undefined {
  const volume = new PlainLuks(file);
  return volume.decrypterOf([password])?.(file.subarray(volume.payload), 0);
}

/** Has the real tool run a line, once more where it says that its clock stood still. */
export function runRealLine(world: TwinWorld, line: string): Outcome {
  const [tool = '', ...args] = words(line);
  for (let left = 20; ; left -= 1) {
    const outcome = world.runReal(`qemu-${tool}`, args);
    const gaveUp = outcome.text.includes('Unable to get accurate CPU usage');
    if (!gaveUp || left === 0) return { ...outcome, text: maskKeys(outcome.text) };
  }
}

/** Has ours run the same line. */
export function runOurLine(world: TwinWorld, line: string): Outcome {
  const [tool = '', ...args] = words(line);
  const outcome = world.runOurs(`qemu-${tool}`, args);
  return { ...outcome, text: maskKeys(outcome.text) };
}
