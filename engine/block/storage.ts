// A place where files have names: memory, or the host. Base nodes are opened here, and nowhere
// else.
import type { FileUse, ShowUse } from './file-uses.ts';
import type { BlockNode, OpenMode, Preallocation, PreparedReopen } from './node.ts';

/** A stream of bytes to another process. All calls wait, and throw IoError. */
export interface Connection {
  /** Fills `target`; EIO where the other side ends before. */
  read(target: Uint8Array): void;
  write(source: Uint8Array): void;
  close(): void;
}

/** The time of whoever has servers to wait for. */
export interface Timer {
  /** Seconds; only differences count. */
  now(): number;
  /** Returns when so many seconds are over. */
  sleep(seconds: number): void;
}

/** Where a server listens. */
export type SocketAddress =
  | { readonly kind: 'unix'; readonly path: string }
  | {
      readonly kind: 'inet';
      /** A name, or a number. */
      readonly host: string;
      readonly port: string;
      /** Which addresses of the host will do. */
      readonly family: 'any' | 'ipv4' | 'ipv6';
    };

/** Opens, creates and removes files by name. */
export interface Storage {
  /**
   * Opens the named file as a base node. Throws IoError(ENOENT, EACCES, ...) with the errno
   * alone; the caller puts the name into the message. What is there but is no file throws
   * FormatError.
   */
  open(name: string, mode: OpenMode): BlockNode;
  /**
   * Creates the file empty, or empties it. Throws IoError, and FormatError where `use`, which is
   * what that does to the file, conflicts with another process, and where it cannot be emptied.
   */
  create(name: string, use?: FileUse): void;
  /**
   * The same, and gives the file its length. Throws FormatError where it cannot have it. Absent:
   * that takes a node.
   */
  createSized?(name: string, use: FileUse, length: number, preallocation: Preallocation): void;
  /** Absent: no other process has the files. */
  showUse?: ShowUse;
  exists(name: string): boolean;
  /** Whether the name stands for a device. Absent: there are none. */
  isDevice?(name: string): boolean;
  /**
   * Opens a device for `driver`; undefined where the name stands for none. Throws IoError, and
   * FormatError for one whose length cannot be told.
   */
  openDevice(name: string, mode: OpenMode, driver: string): BlockNode | undefined;
  /**
   * Connects to a server. Throws IoError, and FormatError where its name leads to no address. A
   * storage without it has no sockets.
   */
  connect?(address: SocketAddress): Connection;
  /** For connections that have to be waited for; a storage without it waits for none. */
  readonly timer?: Timer | undefined;
  /** One path for all paths of the same name; undefined where there is no such file. */
  realPath(name: string): string | undefined;
  /** Equal for all names of the same file, hard links too; undefined where there is none. */
  fileId(name: string): string | undefined;
  remove(name: string): void;
  /** The whole file as UTF-8 text: for blkdebug's configuration. Throws IoError. */
  readText(name: string): string;
  /** The first bytes of whatever can be read, a device as well, at most `limit`. Throws IoError. */
  readHead(name: string, limit: number): Uint8Array;
  /**
   * Makes ready to go on with `node`, a file that was opened here, in another mode. Throws IoError.
   * A storage without it lets any mode follow any other.
   */
  prepareReopen?(node: BlockNode, mode: OpenMode): PreparedReopen;
  /** Bytes that the file takes on its device. */
  allocatedBytes(name: string): number;
}
