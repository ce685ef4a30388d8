// What `blkdrill inspect` prints of a LUKS volume: its header, its key slots and its payload as
// owners of bytes of the file.
import type { InspectedEncryption, LuksInspection } from '../../engine/index.ts';

/** A volume as lines, of those that belong to a list that stands further left. */
export function luksLines({ cipher, hash, uuid, activeSlots, parts }: LuksInspection): string[] {
  const active = activeSlots.join(', ') || 'none: no password opens it';
  const lines = [
    `  ${'cipher'.padEnd(24)}${cipher}`,
    `  ${'hash'.padEnd(24)}${hash}`,
    `  ${'uuid'.padEnd(24)}${uuid}`,
    `  ${'active key slots'.padEnd(24)}${active}`,
  ];
  for (const { owner, offset, length, isActive } of parts) {
    const state = isActive === undefined ? '' : isActive ? ', active' : ', inactive';
    lines.push(`  ${owner.padEnd(24)}${length} bytes at 0x${offset.toString(16)}${state}`);
  }
  return lines;
}

/** How an image is encrypted, as lines; none for a plain one. */
export function encryptionLines(encryption: InspectedEncryption | undefined): string[] {
  if (encryption === undefined) return [];
  const { method, volume, problem } = encryption;
  if (method === 'aes') return ['encryption: aes, keys that are the password itself'];
  if (volume === undefined) return [`encryption: luks, not to be used: ${problem ?? ''}`];
  const payload = `  ${'payload'.padEnd(24)}data clusters, by their place in the file`;
  return ['encryption: luks', ...luksLines(volume), payload];
}
