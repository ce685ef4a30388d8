// Random cases whose image is encrypted. Keys of LUKS are made by chance, so that one side makes
// the image and both go on with its bytes.
import fc from 'fast-check';
import { encryptedArgv, type ImageEncryption } from '../../engines/encrypted-argv.ts';
import { IMAGE, type RandomCase, randomCases } from './random-case.ts';
import { featureCases } from './random-features.ts';

/** The method without any choice: all that it leaves in an image can be foretold. */
const OLD: ImageEncryption = { method: 'aes', options: [] };

const luks: fc.Arbitrary<ImageEncryption> = fc
  .record({
    algorithm: fc.constantFrom('aes-128', 'aes-192', 'aes-256', 'aes-256'),
    mode: fc.constantFrom('xts', 'xts', 'cbc', 'cbc', 'ctr', 'ecb'),
    generator: fc.constantFrom('plain', 'plain64', 'plain64', 'essiv'),
    hash: fc.constantFrom('sha1', 'sha256', 'sha256', 'sha512', 'ripemd160'),
  })
  // Of keys of 24 bytes our engine makes images in xts alone.
  .filter(({ algorithm, mode }) => algorithm !== 'aes-192' || mode === 'xts')
  .map(({ algorithm, mode, generator, hash }) => ({
    method: 'luks',
    options: [
      `encrypt.cipher-alg=${algorithm}`,
      `encrypt.cipher-mode=${mode}`,
      `encrypt.ivgen-alg=${generator}`,
      `encrypt.hash-alg=${hash}`,
    ],
  }));

function encrypted(
  one: RandomCase,
  encryption: ImageEncryption,
  maker: 'real' | 'ours',
): RandomCase {
  const lines = one.lines.map(({ program, argv }) => ({
    program,
    argv: encryptedArgv(program, argv, IMAGE, encryption),
  }));
  // Threads of QEMU encrypt the pieces of a request: which of them meets a fault is theirs to say.
  const races = one.races === true || one.faults !== undefined;
  return { ...one, lines, races, encryption, ...(encryption.method === 'luks' && { maker }) };
}

/** Commands, and all that the other kinds have besides them, with or without faults. */
export const encryptedCases = (hasFaults: boolean): fc.Arbitrary<RandomCase> =>
  fc
    .tuple(
      fc.oneof(randomCases(hasFaults), featureCases(hasFaults)),
      fc.oneof(fc.constant(OLD), luks),
      fc.constantFrom('real', 'ours'),
    )
    .map(([one, encryption, maker]) => encrypted(one, encryption, maker));
