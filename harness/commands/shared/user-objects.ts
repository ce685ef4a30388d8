// `--object`: things that the command line makes before an image is opened. Only secrets, which
// hold keys, throttle groups, and credentials that nothing uses; whatever else QEMU could make is
// refused by name.
import { FormatError } from '../../../engine/index.ts';
import { Members } from './object-members.ts';
import { parseSecret, SECRET_HELP } from './secret.ts';
import { failureOf, type Session } from './session.ts';
import { parseTlsCredentials, TLS_HELP } from './tls-credentials.ts';
import { parseThrottleGroup, THROTTLE_GROUP_HELP } from './throttle-group.ts';

/**
 * Makes the object that `text` describes: `TYPE,name=value,...` or a JSON object. Returns the exit
 * status with which the program ends, after a message or help; undefined where it goes on.
 */
export function takeObject(session: Session, text: string): number | undefined {
  try {
    const members = Members.parse(text);
    const type = members.text('qom-type');
    if (members.has('help')) {
      const help = type === undefined ? TYPES_HELP : HELP.get(type);
      if (help !== undefined) {
        session.out(help);
        return 0;
      }
    }
    if (type === undefined) throw new FormatError("Parameter 'qom-type' is missing");
    if (!HELP.has(type)) {
      if (ELSEWHERE.has(type)) throw new FormatError(`invalid object type: ${type}`);
      if (!OTHERS.has(type)) {
        throw new FormatError(`Parameter 'qom-type' does not accept value '${type}'`);
      }
      session.unsupported(`--object ${type}`);
      return 1;
    }
    makeObject(session, type, members);
    return undefined;
  } catch (error) {
    session.fail(failureOf(error));
    return 1;
  }
}

const HELP: ReadonlyMap<string, string> = new Map([
  ['secret', SECRET_HELP],
  ['throttle-group', THROTTLE_GROUP_HELP],
  ...TLS_HELP,
]);

const TYPES_HELP = `List of user creatable objects:\n${[...HELP.keys()]
  .map((type) => `  ${type}\n`)
  .join('')}`;

const ID_RULE = "Identifiers consist of letters, digits, '-', '.', '_', starting with a letter.";

const typesIn = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** What QEMU knows and its tools, as they are packaged, cannot make. */
const ELSEWHERE = typesIn(`
  can-bus cryptodev-backend cryptodev-backend-builtin cryptodev-backend-lkcf iothread pef-guest
  rng-builtin rng-random s390-pv-guest`);

/** What its tools take; most of them refuse it later, for want of a machine. */
const OTHERS = typesIn(`
  authz-list authz-pam authz-simple can-host-socketcan colo-compare cryptodev-vhost-user
  dbus-vmstate filter-buffer filter-dump filter-mirror filter-redirector filter-replay
  filter-rewriter input-barrier input-linux main-loop memory-backend-epc memory-backend-file
  memory-backend-memfd memory-backend-ram pr-manager-helper qtest rng-egd secret_keyring
  sev-guest thread-context tls-cipher-suites x-remote-object x-vfio-user-server`);

/** Throws FormatError in QEMU's order of tests. */
function makeObject(session: Session, type: string, members: Members): void {
  const id = members.text('id');
  if (id === undefined) throw new FormatError("Parameter 'id' is missing");
  if (type === 'secret') {
    const key = parseSecret(members);
    refuseId(session, id);
    session.secrets.set(id, key(session));
    return;
  }
  if (TLS_HELP.has(type)) {
    const complete = parseTlsCredentials(type, members);
    refuseId(session, id);
    session.tlsCredentials.set(id, complete(session));
    return;
  }
  const group = parseThrottleGroup(members, () => refuseName(id));
  refuseId(session, id);
  group.complete();
  session.throttleGroups.add(id);
}

function refuseName(id: string): void {
  if (!/^[A-Za-z][\w.-]*$/.test(id)) {
    throw new FormatError("Parameter 'id' expects an identifier", { hint: ID_RULE });
  }
}

function refuseId(session: Session, id: string): void {
  refuseName(id);
  const { secrets, throttleGroups, tlsCredentials } = session;
  if ([secrets, throttleGroups, tlsCredentials].some((known) => known.has(id))) {
    throw new FormatError(`attempt to add duplicate property '${id}' to object (type 'container')`);
  }
}
