// `--object secret`: a key or a password, given on the command line or in a file, as it is or in
// base64, and perhaps encrypted with another secret.
import {
  EISDIR,
  FormatError,
  requireWrappingKey,
  secretOf,
  strerror,
  unwrapSecret,
} from '../../../engine/index.ts';
import type { Members } from './object-members.ts';
import { failureOf, type Session } from './session.ts';

/** What `--object secret,help` prints. */
export const SECRET_HELP = `secret options:
  data=<string>
  file=<string>
  format=<QCryptoSecretFormat>
  iv=<string>
  keyid=<string>
`;

const MEMBERS: ReadonlySet<string> = new Set([
  'qom-type',
  'id',
  'data',
  'file',
  'format',
  'iv',
  'keyid',
]);

/** Longest file that a secret is read from; QEMU has no such limit. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

/**
 * Returns what reads the secret once its name is known to be free, which throws FormatError where
 * it cannot be had. Throws FormatError for members that do not go together.
 */
export function parseSecret(members: Members): (session: Session) => Uint8Array {
  const data = members.text('data');
  const file = members.text('file');
  const format = members.text('format') ?? 'raw';
  if (format !== 'raw' && format !== 'base64') {
    throw new FormatError(`Parameter 'format' does not accept value '${format}'`);
  }
  const keyId = members.text('keyid');
  const iv = members.text('iv');
  members.refuseOthers(MEMBERS);
  return (session) => {
    const input = secretInput(session, data, file);
    if (keyId === undefined) return format === 'base64' ? decodeBase64(input) : input;
    const key = wrappingKey(session, keyId, members.text('id'));
    requireWrappingKey(key);
    if (iv === undefined) throw new FormatError('IV is required to decrypt secret');
    const ivBytes = decodeBase64(encoder.encode(iv));
    return unwrapSecret(format === 'base64' ? decodeBase64(input) : input, key, ivBytes);
  };
}

/** A secret that names itself is there, and holds nothing yet. */
function wrappingKey(session: Session, id: string, ownId: string | undefined): Uint8Array {
  if (id === ownId) throw new FormatError(`Secret with id '${id}' has no data`);
  return secretOf(session, id);
}

const encoder = new TextEncoder();

function secretInput(
  session: Session,
  data: string | undefined,
  file: string | undefined,
): Uint8Array {
  if (data !== undefined && file !== undefined) {
    throw new FormatError("'file' and 'data' are mutually exclusive");
  }
  if (data !== undefined) return encoder.encode(data);
  if (file === undefined) throw new FormatError("Either 'file' or 'data' must be provided");
  const bytes = readSecretFile(session, file);
  if (bytes.length > MAX_FILE_BYTES) {
    throw new FormatError(`Unable to read ${file}: more than ${MAX_FILE_BYTES} bytes`);
  }
  return bytes;
}

function readSecretFile({ world }: Session, file: string): Uint8Array {
  try {
    return world.storage.readHead(file, MAX_FILE_BYTES + 1);
  } catch (error) {
    const { errno } = failureOf(error);
    const step = errno === EISDIR ? 'Error reading file' : 'Failed to open file';
    throw new FormatError(`Unable to read ${file}: ${step} “${file}”: ${strerror(errno)}`);
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * As glib decodes: each four characters are three bytes, or fewer where `=` stands last; line feeds
 * count for nothing, nor do characters at the end that are no four. Throws FormatError.
 */
function decodeBase64(text: Uint8Array): Uint8Array {
  if (text.includes(0)) throw new FormatError('Base64 data contains embedded NUL characters');
  const characters = Buffer.from(text).toString('latin1');
  if (!/^[A-Za-z0-9+/=\n]*$/.test(characters)) {
    throw new FormatError('Base64 data contains invalid characters');
  }
  const bytes: number[] = [];
  for (const [four] of characters.replaceAll('\n', '').matchAll(/.{4}/g)) {
    const value = [...four].reduce((sum, one) => sum * 64 + Math.max(ALPHABET.indexOf(one), 0), 0);
    bytes.push(Math.floor(value / 65536));
    if (four[2] !== '=') bytes.push(Math.floor(value / 256) % 256);
    if (four[3] !== '=') bytes.push(value % 256);
  }
  return Uint8Array.from(bytes);
}
