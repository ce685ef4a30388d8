// For tests only: LUKS files that the real tools and ours make of chance, made comparable. Their
// keys differ, and so do all bytes that hang on them; what is compared is the layout, what a reader
// of LUKS that is not ours gets out of them, and every text.
import { createDecipheriv, createHash, pbkdf2Sync } from 'node:crypto';
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

/**
 * The disk in a file with the usual cipher (aes-256, xts, plain64, sha256), read in 40 lines that
 * share nothing with the engine; undefined where the password opens no slot.
 */
export function readDisk(file: Uint8Array, password: string): Buffer | undefined {
  const header = Buffer.from(file.subarray(0, HEADER));
  for (let slot = 208; slot < HEADER; slot += 48) {
    if (header.readUInt32BE(slot) !== 0x00ac71f3) continue;
    const salt = header.subarray(slot + 8, slot + 40);
    const key = pbkdf2Sync(password, salt, header.readUInt32BE(slot + 4), 64, 'sha256');
    const start = header.readUInt32BE(slot + 40) * SECTOR;
    const master = merged(decrypted(file.subarray(start, start + 256_000), key));
    const iterations = header.readUInt32BE(164);
    const digest = pbkdf2Sync(master, header.subarray(132, 164), iterations, 20, 'sha256');
    if (!digest.equals(header.subarray(112, 132))) continue;
    return decrypted(file.subarray(header.readUInt32BE(104) * SECTOR), master);
  }
  return undefined;
}

function decrypted(bytes: Uint8Array, key: Uint8Array): Buffer {
  const sectors: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += SECTOR) {
    const iv = Buffer.alloc(16);
    iv.writeUInt32LE(at / SECTOR);
    const sector = Buffer.alloc(SECTOR);
    sector.set(bytes.subarray(at, at + SECTOR));
    sectors.push(createDecipheriv('aes-256-xts', key, iv).setAutoPadding(false).update(sector));
  }
  return Buffer.concat(sectors);
}

function merged(stripes: Buffer): Buffer {
  let sum = Buffer.alloc(64);
  for (let at = 0; at < stripes.length; at += 64) {
    sum = Buffer.from(sum.map((byte, index) => byte ^ (stripes[at + index] ?? 0)));
    if (at + 64 === stripes.length) return sum;
    sum = Buffer.concat(
      [0, 1].map((number) => {
        const prefix = Buffer.from([0, 0, 0, number]);
        const half = sum.subarray(number * 32, number * 32 + 32);
        return createHash('sha256').update(prefix).update(half).digest();
      }),
    );
  }
  return sum;
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
