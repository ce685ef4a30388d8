// What encryption costs: a disk of the format luks in memory, written and read as a whole, beside a
// raw one.
import { NativeEngine } from '../engines/native.ts';
import { median } from './median.ts';

const MIB = 1024 * 1024;
const LENGTH = 8 * MIB;
const ROUNDS = 3;
const SECRET = ['--object', 'secret,id=key,data=bench'];

/** One way to encrypt, and its median rates in MiB a second, opening included. */
export interface CipherRate {
  readonly what: string;
  readonly written: number;
  readonly read: number;
}

const CIPHERS = [
  undefined,
  ['aes-256', 'xts', 'plain64'],
  ['aes-128', 'xts', 'plain64'],
  ['aes-256', 'cbc', 'essiv'],
  ['aes-256', 'ctr', 'plain64'],
  ['aes-256', 'ecb', 'plain64'],
] as const;

/** Measures all of them. Throws where a command fails, or what was written is not read. */
export function measureCiphers(): readonly CipherRate[] {
  return CIPHERS.map((cipher) => {
    const engine = new NativeEngine({ keepsTrace: false });
    try {
      return measure(engine, cipher);
    } finally {
      engine.close();
    }
  });
}

function measure(engine: NativeEngine, cipher: (typeof CIPHERS)[number]): CipherRate {
  const format = cipher === undefined ? 'raw' : 'luks';
  const options = ['key-secret=key', 'iter-time=0']
    .concat(cipher === undefined ? [] : [`cipher-alg=${cipher[0]}`, `cipher-mode=${cipher[1]}`])
    .concat(cipher === undefined ? [] : [`ivgen-alg=${cipher[2]}`]);
  const given = cipher === undefined ? [] : ['-o', options.join(',')];
  must(engine, 'img', ['create', '-q', ...SECRET, '-f', format, ...given, 'TEST_DIR/t', '8M']);
  const key = cipher === undefined ? '' : ',key-secret=key';
  const image = ['--image-opts', `driver=${format}${key},file.filename=TEST_DIR/t`];
  const rate = (command: string): number =>
    median(
      Array.from({ length: ROUNDS }, () => {
        const before = performance.now();
        must(engine, 'io', [...SECRET, '-c', command, ...image]);
        return LENGTH / MIB / ((performance.now() - before) / 1000);
      }),
    );
  const what = cipher === undefined ? 'raw' : cipher.join('-');
  return { what, written: rate('write -P 85 0 8M'), read: rate('read -P 85 0 8M') };
}

function must(engine: NativeEngine, program: 'img' | 'io', argv: readonly string[]): void {
  const { text, status } = engine.run(program, argv);
  if (status !== 0 || text.includes('failed')) throw new Error(`${argv.join(' ')}: ${text}`);
}
