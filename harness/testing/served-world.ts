// An image in memory with clients that have no sockets.
import { type BlockNode, createImage, DRIVERS, MemoryStorage } from '../../engine/index.ts';
import { parseCreateOptions, READ_WRITE, Scheduler } from '../../engine/index.ts';
import type { Disk, DiskOptions } from '../serve/disk.ts';
import { planImage, readFaults } from '../serve/fault-rules.ts';
import { RequestFaults } from '../serve/request-faults.ts';
import { ServedImage } from '../serve/served-image.ts';
import { type Peer, Session, type Shared } from '../serve/session.ts';
import { describeReplies, joined } from './raw-nbd.ts';

/** The image, and how it is served. */
export interface WorldOptions extends Partial<Omit<DiskOptions, 'bitmaps'>> {
  /** As the command line has them. */
  readonly faults?: readonly string[];
  readonly bitmaps?: readonly string[];
  /** Bytes of the disk. */
  readonly size?: number;
  /** The image loses nothing where an I/O fails: `crash-safety=strict`. */
  readonly isStrict?: boolean;
  /** Given the storage before the image is opened. */
  readonly prepare?: (storage: MemoryStorage) => void;
}

/** What a client without a socket was sent. */
export class FakePeer implements Peer {
  readonly #sent: Uint8Array[] = [];
  /** What the client leaves lying. */
  unsent = 0;
  takesAll = true;
  isRead = true;
  ending: 'soft' | 'hard' | undefined;

  send(bytes: Uint8Array): void {
    this.#sent.push(bytes.slice());
    if (!this.takesAll) this.unsent += bytes.length;
  }

  readsOn(isOn: boolean): void {
    this.isRead = isOn;
  }

  end(isAtOnce: boolean): void {
    this.ending = isAtOnce ? 'hard' : 'soft';
  }

  get bytes(): Uint8Array {
    return joined(...this.#sent);
  }

  /** What was sent, in words. */
  words(reads: ReadonlyMap<number, number> = new Map()): readonly string[] {
    return describeReplies(this.bytes, reads);
  }
}

/** A server in memory. */
export class ServedWorld {
  readonly storage = new MemoryStorage();
  readonly told: string[] = [];
  readonly log: string[] = [];
  readonly image: ServedImage;
  readonly disk: Disk;
  readonly faults: RequestFaults;
  #clients = 0;

  constructor(options: WorldOptions = {}) {
    const { size = 1024 * 1024, faults = [], bitmaps = [], isReadOnly = false } = options;
    const tell = (line: string): void => void this.told.push(line);
    const context = {
      storage: this.storage,
      drivers: DRIVERS,
      report: tell,
      reportBare: tell,
      now: () => 0,
    };
    const spec = parseCreateOptions('t.qcow2', new Map([['size', BigInt(size)]]));
    new Scheduler().run(createImage(context, spec));
    options.prepare?.(this.storage);
    const rules = readFaults(faults, (name) => this.storage.readText(name));
    const strict = 'driver=qcow2,crash-safety=strict,file.driver=file,file.filename=t.qcow2';
    const named =
      options.isStrict === true
        ? { name: strict, isOptions: true, format: undefined }
        : { name: 't.qcow2', isOptions: false, format: 'qcow2' };
    const plan = planImage(named, rules.blkdebug, tell);
    const world = { storage: this.storage, tell, now: () => 0 };
    this.image = new ServedImage(world, plan, { ...READ_WRITE, readOnly: isReadOnly });
    const { name = '', isWritethrough = false } = options;
    this.disk = this.image.export({ name, isReadOnly, isWritethrough }, bitmaps);
    this.faults = new RequestFaults(rules.requests);
  }

  get node(): BlockNode {
    return this.image.node;
  }

  connect(): { readonly session: Session; readonly peer: FakePeer } {
    const peer = new FakePeer();
    const shared: Shared = {
      disk: this.disk,
      faults: this.faults,
      log: (line) => void this.log.push(line),
    };
    this.#clients += 1;
    return { session: new Session(this.#clients, peer, shared), peer };
  }
}
