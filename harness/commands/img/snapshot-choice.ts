// Which internal snapshot `-l` of convert and measure means, and reading the image as it was then.
import type { BlockNode, SnapshotName, Snapshots } from '../../../engine/index.ts';
import { FormatError, parseKeyValueOptions } from '../../../engine/index.ts';
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
    const snapshots = session.driverOf(node)?.snapshots;
    if (snapshots === undefined) {
      throw new FormatError(
        `Block format '${node.driver}' used by device '' does not support temporarily loading ` +
          'internal snapshots',
      );
    }
    const wanted = 'word' in choice ? byWord(snapshots, node, choice.word) : choice;
    session.run(snapshots.load(node, wanted));
  } catch (error) {
    session.fail(failureOf(error), 'Failed to load snapshot: ');
    throw new Exit(1);
  }
}

/** An id counts before a name. */
function byWord(snapshots: Snapshots, node: BlockNode, word: string): SnapshotName {
  const hasId = snapshots.list(node).some(({ id }) => id === word);
  return hasId ? { id: word, name: undefined } : { id: undefined, name: word };
}
