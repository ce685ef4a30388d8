// For tests only: encrypted images that the real tool makes for both sides of a comparison.
import type { TwinWorld } from './differential.ts';

const PASSWORD = 'secret,id=s,data=abc';

/**
 * Has the real tool create an image, whose password is the secret `s`. It measures how fast it is,
 * and gives up now and then where its clock does not go on: that says nothing, and is done again.
 */
export function prepareEncrypted(
  world: TwinWorld,
  method: 'aes' | 'luks',
  options: string,
  names: readonly string[],
): void {
  const how = `encrypt.format=${method},encrypt.key-secret=s,${options}`;
  const args = ['create', '-q', '-f', 'qcow2', '--object', PASSWORD, '-o', how, ...names];
  for (let left = 10; ; left -= 1) {
    try {
      return world.prepare('qemu-img', ...args);
    } catch (error) {
      if (!String(error).includes('accurate CPU usage') || left === 0) throw error;
    }
  }
}
