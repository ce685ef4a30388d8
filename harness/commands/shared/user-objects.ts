// `--object`: things that the command line makes before an image is opened. Only secrets, which
// hold keys; whatever else QEMU could make is refused by name.
import type { JsonValue } from '../../../engine/index.ts';
import { FormatError, parseJsonText, strerror } from '../../../engine/index.ts';
import { failureOf, type Session } from './session.ts';

/**
 * Makes the object that `text` describes: `TYPE,name=value,...` or a JSON object. Returns the exit
 * status with which the program ends, after a message or help; undefined where it goes on.
 */
export function takeObject(session: Session, text: string): number | undefined {
  try {
    const members = text.startsWith('{') ? membersOfJson(text) : membersOfText(text);
    const type = textOf(members, 'qom-type');
    if (members.has('help') && (type === undefined || type === 'secret')) {
      session.out(type === undefined ? TYPES_HELP : SECRET_HELP);
      return 0;
    }
    if (type === undefined) throw new FormatError("Parameter 'qom-type' is missing");
    if (type !== 'secret') {
      session.unsupported(`--object ${type}`);
      return 1;
    }
    makeSecret(session, members);
    return undefined;
  } catch (error) {
    session.fail(failureOf(error));
    return 1;
  }
}

type Members = ReadonlyMap<string, JsonValue>;

const TYPES_HELP = 'List of user creatable objects:\n  secret\n';
const SECRET_HELP = `secret options:
  data=<string>
  file=<string>
  format=<QCryptoSecretFormat>
  iv=<string>
  keyid=<string>
`;

const SECRET_MEMBERS: ReadonlySet<string> = new Set([
  'qom-type',
  'id',
  'data',
  'file',
  'format',
  'iv',
  'keyid',
]);

const NAME = /^[A-Za-z][\w-]*$/;

const membersOfJson = (text: string): Members => parseJsonText(text) as Members;

/** The type stands first, with or without its name; `,,` is a comma in a value. */
function membersOfText(text: string): Members {
  const members = new Map<string, string>();
  let rest = text;
  while (rest !== '') {
    const key = /^[^=,]*/.exec(rest)?.[0] ?? '';
    const isNamed = rest[key.length] === '=';
    if (key === 'help' && !isNamed) {
      members.set('help', '');
      rest = rest.slice(key.length + 1);
    } else if (rest === text && key !== '' && !isNamed) {
      members.set('qom-type', key);
      rest = rest.slice(key.length + 1);
    } else {
      // Members of members are members that nothing has.
      const name = key.split('.')[0] ?? '';
      if (!NAME.test(name)) throw new FormatError(`Invalid parameter '${key}'`);
      if (!isNamed) throw new FormatError(`Expected '=' after parameter '${key}'`);
      const value = /^(?:[^,]|,,)*/.exec(rest.slice(key.length + 1))?.[0] ?? '';
      members.set(name, value.replaceAll(',,', ','));
      rest = rest.slice(key.length + 1 + value.length + 1);
    }
  }
  return members;
}

/** Throws FormatError where it is no text. */
function textOf(members: Members, name: string): string | undefined {
  const value = members.get(name);
  if (value === undefined || typeof value === 'string') return value;
  throw new FormatError(`Invalid parameter type for '${name}', expected: string`);
}

const ID_RULE = "Identifiers consist of letters, digits, '-', '.', '_', starting with a letter.";

/** Throws FormatError in QEMU's order of tests. */
function makeSecret(session: Session, members: Members): void {
  const id = textOf(members, 'id');
  if (id === undefined) throw new FormatError("Parameter 'id' is missing");
  const data = textOf(members, 'data');
  const file = textOf(members, 'file');
  const format = textOf(members, 'format') ?? 'raw';
  if (format !== 'raw' && format !== 'base64') {
    throw new FormatError(`Parameter 'format' does not accept value '${format}'`);
  }
  const keyId = textOf(members, 'keyid');
  const stray = [...members.keys()].find((name) => !SECRET_MEMBERS.has(name));
  if (stray !== undefined) throw new FormatError(`Parameter '${stray}' is unexpected`);
  if (!/^[A-Za-z][\w.-]*$/.test(id)) {
    throw new FormatError("Parameter 'id' expects an identifier", { hint: ID_RULE });
  }
  if (session.secrets.has(id)) {
    throw new FormatError(`attempt to add duplicate property '${id}' to object (type 'container')`);
  }
  const text = secretText(session, data, file);
  if (keyId !== undefined) throw new FormatError('a secret with keyid is not supported yet');
  session.secrets.set(id, format === 'base64' ? decodeBase64(text) : encoder.encode(text));
}

const encoder = new TextEncoder();

function secretText(session: Session, data: string | undefined, file: string | undefined): string {
  if (data !== undefined && file !== undefined) {
    throw new FormatError("'file' and 'data' are mutually exclusive");
  }
  if (data !== undefined) return data;
  if (file === undefined) throw new FormatError("Either 'file' or 'data' must be provided");
  try {
    return session.world.storage.readText(file);
  } catch (error) {
    const { errno } = failureOf(error);
    const reason = `Failed to open file “${file}”: ${strerror(errno)}`;
    throw new FormatError(`Unable to read ${file}: ${reason}`);
  }
}

function decodeBase64(text: string): Uint8Array {
  if (!/^[A-Za-z0-9+/=\n]*$/.test(text)) {
    throw new FormatError('Base64 data contains invalid characters');
  }
  return Buffer.from(text, 'base64');
}
