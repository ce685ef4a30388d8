// Which internal snapshot `-l` of convert and measure means, and reading the image as it was then.
import type { BlockNode } from '../../../engine/index.ts';
import {
  FormatError,
  loadSnapshot,
  parseKeyValueOptions,
  Qcow2Node,
} from '../../../engine/index.ts';
import { Exit } from './verb.ts';
import type { Session } from '../shared/session.ts';
import { failureOf } from '../shared/session.ts';

/** By its id, its name or both; or by one word that is either. */
export type SnapshotChoice =
  | { readonly word: string }
  | { readonly id: string | undefined; readonly name: string | undefined };

const PREFIX = 'snapshot.';

/** Reads the argument of `-l`. Throws Exit(1) after a message. */
export function snapshotChoice(session: Session, text: string): SnapshotChoice {
  if (!text.startsWith(PREFIX)) return { word: text };
  const options = parseKeyValueOptions(text);
  const unknown = [...options.keys()].find((key) => !/^snapshot\.(id|name)$/.test(key));
  if (unknown !== undefined) {
    session.error(`Invalid parameter '${unknown}'`);
    session.error(`Failed in parsing snapshot param '${text}'`);
    throw new Exit(1);
  }
  const valueOf = (key: string): string | undefined => {
    const value = options.get(`${PREFIX}${key}`);
    return value === undefined ? undefined : String(value);
  };
  return { id: valueOf('id'), name: valueOf('name') };
}

/** Makes `node`, which is open for reading, read as it did then. Throws Exit(1) after a message. */
export function readSnapshot(session: Session, node: BlockNode, choice: SnapshotChoice): void {
  try {
    if (!(node instanceof Qcow2Node)) {
      throw new FormatError(
        `Block format '${node.driver}' used by device '' does not support temporarily loading ` +
          'internal snapshots',
      );
    }
    if ('word' in choice) loadByWord(session, node, choice.word);
    else session.run(loadSnapshot(node.image, choice));
  } catch (error) {
    session.fail(failureOf(error), 'Failed to load snapshot: ');
    throw new Exit(1);
  }
}

function loadByWord(session: Session, node: Qcow2Node, word: string): void {
  const hasId = node.image.snapshots.some(({ id }) => id === word);
  const choice = hasId ? { id: word, name: undefined } : { id: undefined, name: word };
  session.run(loadSnapshot(node.image, choice));
}
