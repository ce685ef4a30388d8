// Keys that `blkdrill diff` opens encrypted images with: secrets as qemu-img takes them, and which
// image has which.
import { RequestError } from '../cases/request-error.ts';
import { Output } from '../commands/shared/output.ts';
import { Session } from '../commands/shared/session.ts';
import { takeObject } from '../commands/shared/user-objects.ts';
import type { FormatError, Options, Storage } from '../../engine/index.ts';
import type { Request } from './command.ts';

/** What the command line says of keys. */
export interface ImageKeys {
  readonly secrets: ReadonlyMap<string, Uint8Array>;
  /** Options that open the first image (0) or the second one. */
  optionsOf(index: number): Options;
}

/** Throws RequestError for what is no secret, and for keys that no secret is given for. */
export function keysOf(request: Request, storage: Storage): ImageKeys {
  const said: string[] = [];
  const output = new Output((_stream, bytes) => void said.push(new TextDecoder().decode(bytes)));
  const world = { storage, output, stdin: '', clock: () => 0, now: () => 0 };
  const session = new Session('qemu-img', world);
  for (const text of request.all('object')) {
    if (takeObject(session, text) === undefined) continue;
    output.flush();
    const words = said
      .join('')
      .replace(/^qemu-img: /, '')
      .trimEnd();
    throw new RequestError([`--object ${text}: ${words}`]);
  }
  const keys = request.all('key');
  const unknown = keys.find((id) => !session.secrets.has(id));
  if (unknown !== undefined) {
    throw new RequestError([`--key ${unknown}: there is no --object secret,id=${unknown},...`]);
  }
  return {
    secrets: session.secrets,
    optionsOf: (index) => {
      const key = keys[Math.min(index, keys.length - 1)];
      return new Map(key === undefined ? [] : [['encrypt.key-secret', key]]);
    },
  };
}

/** What to do where an image asks for a key that nobody has named; else nothing. */
export const keyHint = ({ message }: FormatError): string =>
  message.includes("Parameter 'encrypt.key-secret' is required")
    ? ': name its password with --object secret,id=ID,data=WORD --key ID'
    : '';
