// `--object`: things that the command line makes before an image is opened. Only secrets, which
// hold keys, and throttle groups; whatever else QEMU could make is refused by name.
import { FormatError } from '../../../engine/index.ts';
import { Members } from './object-members.ts';
import { parseSecret, SECRET_HELP } from './secret.ts';
import { failureOf, type Session } from './session.ts';
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

const TYPES_HELP = 'List of user creatable objects:\n  secret\n  throttle-group\n';
const HELP: ReadonlyMap<string, string> = new Map([
  ['secret', SECRET_HELP],
  ['throttle-group', THROTTLE_GROUP_HELP],
]);

const ID_RULE = "Identifiers consist of letters, digits, '-', '.', '_', starting with a letter.";

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
  if (session.secrets.has(id) || session.throttleGroups.has(id)) {
    throw new FormatError(`attempt to add duplicate property '${id}' to object (type 'container')`);
  }
}
