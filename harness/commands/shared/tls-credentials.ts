// `--object tls-creds-anon` and its kind: what an NBD client would prove itself with. They are
// checked as far as QEMU checks them before it reads any file; nothing here speaks TLS.
import { FormatError } from '../../../engine/index.ts';
import type { Members } from './object-members.ts';
import type { Session } from './session.ts';

/** Which end of a connection they are for. */
export type TlsEndpoint = 'client' | 'server';

interface Kind {
  /** Members beside those that all kinds have. */
  readonly members: readonly string[];
  /** Files that QEMU reads at that end, in its order; undefined: no folder is needed. */
  readonly files: Readonly<Record<TlsEndpoint, readonly string[]>> | undefined;
}

const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['tls-creds-anon', { members: [], files: undefined }],
  [
    'tls-creds-psk',
    { members: ['username'], files: { client: ['keys.psk'], server: ['keys.psk'] } },
  ],
  [
    'tls-creds-x509',
    {
      members: ['passwordid', 'sanity-check'],
      files: {
        client: ['ca-cert.pem'],
        server: ['ca-cert.pem', 'server-cert.pem', 'server-key.pem'],
      },
    },
  ],
]);

const TYPES: Readonly<Record<string, string>> = {
  dir: 'string',
  endpoint: 'QCryptoTLSCredsEndpoint',
  priority: 'string',
  'verify-peer': 'bool',
  passwordid: 'string',
  'sanity-check': 'bool',
  username: 'string',
};
const COMMON = ['dir', 'endpoint', 'priority', 'verify-peer'];

/** What `--object TYPE,help` prints, by type. */
export const TLS_HELP: ReadonlyMap<string, string> = new Map(
  [...KINDS].map(([type, { members }]) => {
    const lines = [...COMMON, ...members].sort().map((name) => `  ${name}=<${TYPES[name]}>\n`);
    return [type, `${type} options:\n${lines.join('')}`];
  }),
);

/**
 * The credentials that `members` describe. Returns what completes them once their name is known to
 * be free, which throws FormatError where QEMU misses a file, and where only their content would
 * tell more. Throws FormatError for members that they cannot have.
 */
export function parseTlsCredentials(
  type: string,
  members: Members,
): (session: Session) => TlsEndpoint {
  const kind = KINDS.get(type) ?? { members: [], files: undefined };
  const names = [...COMMON, ...kind.members];
  const endpoint = members.text('endpoint') ?? 'client';
  if (endpoint !== 'client' && endpoint !== 'server') {
    throw new FormatError(`Parameter 'endpoint' does not accept value '${endpoint}'`);
  }
  for (const name of names) {
    if (TYPES[name] === 'bool') members.boolean(name);
    else members.text(name);
  }
  members.refuseOthers(new Set(['qom-type', 'id', ...names]));
  return ({ world: { storage } }) => {
    if (kind.files === undefined) return endpoint;
    const folder = members.text('dir');
    if (folder === undefined) throw new FormatError("Missing 'dir' property value");
    for (const file of kind.files[endpoint]) {
      const path = `${folder}/${file}`;
      if (storage.fileId(path) === undefined) {
        throw new FormatError(`Unable to access credentials ${path}: No such file or directory`);
      }
    }
    throw new FormatError(`not supported yet by blkdrill: --object ${type}`);
  };
}
