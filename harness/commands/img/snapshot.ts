// qemu-img snapshot: lists, takes, applies and deletes internal snapshots. A node that knows none
// hands the request down to the one that carries its bytes.
import type { BlockNode, Snapshots, Task } from '../../../engine/index.ts';
import { ENOTSUP, IoError, strerror } from '../../../engine/index.ts';
import type { ImgVerb } from './verb.ts';
import {
  FORCE_SHARE,
  IMAGE_OPTS,
  misused,
  openImage,
  READ_MODE,
  readVerbOptions,
  WRITE_MODE,
} from './verb.ts';
import type { Session } from '../shared/session.ts';
import { snapshotTable } from './snapshot-list.ts';

type Action = 'l' | 'c' | 'a' | 'd';

interface SnapshotArguments {
  action: Action | undefined;
  /** Of the snapshot; for -a also its id. */
  name: string;
  forceShare: boolean;
  isImageOptions: boolean;
}

const LONG_OPTIONS = [IMAGE_OPTS, FORCE_SHARE];

export const snapshotVerb: ImgVerb = {
  name: 'snapshot',
  syntax:
    'snapshot [--object objectdef] [--image-opts] [-U] [-q] ' +
    '[-l | -a snapshot | -c snapshot | -d snapshot] filename',
  run(session, argv) {
    const args: SnapshotArguments = {
      action: undefined,
      name: '',
      forceShare: false,
      isImageOptions: false,
    };
    const operands = readVerbOptions(session, argv, ':la:c:d:hqU', LONG_OPTIONS, (value, text) =>
      takeOption(session, args, value, text),
    );
    const [filename] = operands;
    if (filename === undefined || operands.length > 1) {
      return misused(session, 'Expecting one image file name');
    }
    const { isImageOptions, forceShare } = args;
    const mode = { ...(args.action === 'l' ? READ_MODE : WRITE_MODE), mayUnmap: true };
    const node = openImage(session, {
      filename,
      format: undefined,
      isImageOptions,
      forceShare,
      mode,
    });
    try {
      return act(session, node, args) ? 0 : 1;
    } finally {
      session.close(node);
    }
  },
};

function takeOption(
  session: Session,
  args: SnapshotArguments,
  value: string,
  argument: string,
): void {
  if (value === 'image-opts') args.isImageOptions = true;
  else if (value === 'U') args.forceShare = true;
  else if (value === 'l' || value === 'c' || value === 'a' || value === 'd') {
    if (args.action !== undefined) misused(session, "Cannot mix '-l', '-a', '-c', '-d'");
    args.action = value;
    args.name = argument;
  }
}

/** Does what was asked for, which may be nothing. Returns whether that worked. */
function act(session: Session, node: BlockNode, { action, name }: SnapshotArguments): boolean {
  switch (action) {
    case 'l':
      list(session, node);
      return true;
    case 'c':
      return create(session, node, name);
    case 'a':
      return apply(session, node, name);
    case 'd':
      return remove(session, node, name);
    default:
      return true;
  }
}

/** The image below filters and raw nodes that has snapshots; undefined where none can. */
function imageBelow(
  session: Session,
  node: BlockNode,
): { readonly image: BlockNode; readonly snapshots: Snapshots } | undefined {
  for (let image: BlockNode | undefined = node; image !== undefined; image = image.primary) {
    const snapshots = session.driverOf(image)?.snapshots;
    if (snapshots !== undefined) return { image, snapshots };
  }
  return undefined;
}

function list(session: Session, top: BlockNode): void {
  const below = imageBelow(session, top);
  const snapshots = below?.snapshots.list(below.image) ?? [];
  if (snapshots.length === 0) return;
  const lines = ['Snapshot list:', ...snapshotTable(snapshots)];
  session.out(lines.map((line) => `${line}\n`).join(''));
}

function create(session: Session, top: BlockNode, name: string): boolean {
  const below = imageBelow(session, top);
  const now = session.world.now();
  const dateSeconds = Math.floor(now);
  const dateNanoseconds = Math.floor((now - dateSeconds) * 1e6) * 1000;
  const wanted = { name, dateSeconds, dateNanoseconds };
  const outcome = session.attempt(
    below === undefined ? notSupported() : below.snapshots.create(below.image, wanted),
  );
  if (!('errno' in outcome)) return true;
  const { errno } = outcome;
  session.error(`Could not create snapshot '${name}': -${errno} (${strerror(errno)})`);
  return false;
}

function* notSupported(): Task<void> {
  throw new IoError(ENOTSUP);
}

function apply(session: Session, top: BlockNode, name: string): boolean {
  const prefix = `Could not apply snapshot '${name}': `;
  const below = imageBelow(session, top);
  // QEMU closes what lies above the image meanwhile: opened again, it warns again.
  top.repeatWarning();
  if (below === undefined) {
    session.error(`${prefix}Block driver does not support snapshots`);
    return false;
  }
  if ((session.driverOf(below.image)?.bitmaps?.list(below.image) ?? []).length > 0) {
    session.error(`${prefix}Device has active dirty bitmaps`);
    return false;
  }
  const outcome = session.attempt(below.snapshots.apply(below.image, name));
  if (!('errno' in outcome)) return true;
  session.fail(outcome, `${prefix}Failed to load snapshot: `);
  return false;
}

function remove(session: Session, top: BlockNode, name: string): boolean {
  const prefix = `Could not delete snapshot '${name}': `;
  const below = imageBelow(session, top);
  if (below === undefined) {
    session.error(`${prefix}snapshot not found`);
    return false;
  }
  const outcome = session.attempt(below.snapshots.remove(below.image, name));
  if (!('errno' in outcome)) return true;
  session.fail(outcome, prefix);
  return false;
}
