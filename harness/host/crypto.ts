// Chance of the host, and its speed in processor time, for keys of encrypted images.
import { randomBytes } from 'node:crypto';
import { type CryptoSource, measureIterations } from '../../engine/index.ts';

/** Seconds of processor time that this process has taken. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** What keys are made with outside of cases. */
export const hostCrypto = (): CryptoSource => ({
  random: (length) => randomBytes(length),
  iterationsPerSecond: (hash, keyLength) => measureIterations(hash, keyLength, processorSeconds),
});
