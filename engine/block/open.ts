// Opening a graph of nodes from a filename, a json: name or options: the contract between drivers
// and whoever opens images. The drivers are handed in as a table, so this layer knows none of
// them.
import type { Behaviour } from '../base/behaviour.ts';
import type { CryptoSource } from '../crypto/crypto-source.ts';
import type { Task } from '../task/task.ts';
import type { FileUses } from './file-uses.ts';
import type { FormatDriver, ImageOption, ImageOptions } from './format.ts';
import type { NamedNodes } from './named-nodes.ts';
import type { BlockNode, ChildRole, OpenMode, PreparedReopen } from './node.ts';
import type { Secrets } from './secrets.ts';
import type { Storage } from './storage.ts';

/** A scalar as given: text from the command line, other types from json:. */
export type OptionValue = string | number | boolean | null;
/**
 * Options in QEMU's flattened form: 'file.driver', 'inject-error.0.event',
 * 'overlap-check.template'.
 */
export type Options = Map<string, OptionValue>;

/** Whose order of writes an image keeps: QEMU's, or one in which nothing can be lost. */
export const CRASH_SAFETIES = ['qemu', 'strict'] as const;
export type CrashSafety = (typeof CRASH_SAFETIES)[number];

/** What all nodes of one graph are opened with. */
export interface OpenContext {
  readonly storage: Storage;
  readonly drivers: ReadonlyMap<string, Driver>;
  /** Nodes that have a name, which may stand for children; without it no name leads anywhere. */
  readonly nodeNames?: NamedNodes;
  /** Which files are in use by this process; without it nobody is refused one. */
  readonly fileUses?: FileUses;
  /** Takes one line for standard error, without newline and without the program's name. */
  readonly report: (line: string) => void;
  /**
   * As `report`, but QEMU prints these without the program's name in front (`qcow2: Marking
   * ...`).
   */
  readonly reportBare: (line: string) => void;
  /** Takes text for standard error as it is: QEMU forgets a newline somewhere. */
  readonly reportText?: (text: string) => void;
  /** Takes one line for standard output: what blkdebug tells of requests that it stops. */
  readonly print?: (line: string) => void;
  /** Sees every node that was opened, bottom first: for traces and for counting fault rules. */
  readonly onOpen?: (node: BlockNode) => void;
  /** Wraps a base node after it was opened: quota, trace, recorder. */
  readonly wrapBase?: (node: BlockNode) => BlockNode;
  /** Wraps the 'file' child of a format, above blkdebug if there is one: traces. */
  readonly wrapFormatFile?: (node: BlockNode) => BlockNode;
  /** Keys by their ids, for images that are encrypted. */
  readonly secrets?: Secrets;
  /** What new keys are made with; only who makes or amends encrypted images needs it. */
  readonly crypto?: CryptoSource;
  /** Ids of the throttle groups that nodes can join. */
  readonly throttleGroups?: ReadonlySet<string>;
  /** TLS credentials by their ids: the end of a connection that they are for. */
  readonly tlsCredentials?: ReadonlyMap<string, 'client' | 'server'>;
  /** What images have whose options say nothing of `crash-safety`; QEMU's order if absent. */
  readonly crashSafety?: CrashSafety | undefined;
  /** Whose behaviour images and programs have; QEMU 7.2's if absent. */
  readonly behaviour?: Behaviour | undefined;
  /** Seconds since the epoch for snapshot dates; fixed in cases. */
  readonly now: () => number;
}

/** The image that is to be opened, and how. */
export interface OpenRequest {
  /** A plain file name, `blkdebug:CONF:IMAGE` or `json:{...}`; undefined with options alone. */
  readonly filename?: string | undefined;
  readonly options?: Options | undefined;
  /** 'qcow2', 'raw', ...; undefined probes. */
  readonly format?: string | undefined;
  readonly mode: OpenMode;
  /** Opened by check: damaged images are let in, and not repaired when they are opened. */
  readonly forCheck?: boolean;
  /** Do not open the backing file. */
  readonly noBacking?: boolean;
  /** Only metadata will be asked for: what holds guest data alone is not opened. */
  readonly noIo?: boolean;
  /** Nobody else may write to the image, nor to what it reads from. */
  readonly isExclusive?: boolean;
  /** Whoever writes to it may make it longer. */
  readonly mayResize?: boolean;
  /** Whoever opens it only holds it for others: what these do is noted when they come. */
  readonly isUnused?: boolean;
  /** Nodes that stand for these children (`isLent`): they stay open, whatever comes of this. */
  readonly lent?: ReadonlyMap<ChildRole, BlockNode>;
}

/** What a driver is given to open one node. It takes the options it knows out of `options`. */
export interface DriverRequest {
  readonly filename: string;
  readonly options: Options;
  readonly mode: OpenMode;
  readonly forCheck: boolean;
  readonly noBacking: boolean;
  readonly noIo: boolean;
  readonly context: OpenContext;
  /** The format was guessed, as none was given. */
  readonly isProbed: boolean;
  /** Whether that child is open already, and was not asked for by a name or options. */
  isLent(role: ChildRole): boolean;
  /**
   * Opens the child named `role` from the options below `role.`, or by `filename`, which is the
   * image's own name unless another is given. Throws FormatError.
   */
  openChild(role: ChildRole, filename?: string): Task<BlockNode>;
  /**
   * Opens another image by its own request, for backing files whose name stands in the image.
   * Throws FormatError, also where the chain comes back to an image that it has gone through.
   */
  openOther(role: ChildRole, request: OpenRequest): Task<BlockNode>;
  /** The node of that name, which is open already. Throws FormatError where there is none. */
  openNamed(role: ChildRole, name: string): Task<BlockNode>;
}

/** What a driver is given to change one of its nodes that is open. */
export interface DriverReopenRequest {
  /**
   * The options that shall be in force, those that stay among them. The driver takes out what it
   * lets its user change; all others must be as they were.
   */
  readonly options: Options;
  /** The mode that the node will have. */
  readonly mode: OpenMode;
  readonly context: OpenContext;
}

/** The image that is to be created. */
export interface CreateRequest {
  /** The file's name in the storage. */
  readonly filename: string;
  /** Of those that `Creation.options` lists; the size may be missing, which stands for 0. */
  readonly options: ImageOptions;
}

/** Creating images. */
export interface Creation {
  /** In the order in which `Formatting` prints them. */
  readonly options: readonly ImageOption[];
  /**
   * Creates the image, over whatever the file held. Throws FormatError or IoError; where it makes
   * more than an empty file of the image, that is removed then.
   */
  create(context: OpenContext, request: CreateRequest): Task<void>;
}

/** Opens nodes of one kind, and does with them what only their kind can do. */
export interface Driver extends FormatDriver {
  readonly name: string;
  /**
   * Stands at the bottom of a graph, and is found by the `name:` in front of a file name; see
   * `protocolNames`.
   */
  readonly isProtocol?: boolean;
  /** The names in front of file names that find it; its own one alone by default. */
  readonly protocolNames?: readonly string[];
  /** Its nodes are files or devices of the storage, by their names: they have locks and paths. */
  readonly opensFiles?: boolean;
  /** Counts on the length of its file while it may change that: nobody else may write there. */
  readonly ownsLength?: boolean;
  /** What its file holds is nobody else's to change, whatever it does there itself. */
  readonly keepsOthersOut?: boolean;
  /** Stands on an image, not on a file: what watches the I/O of formats has no place in between. */
  readonly isFilter?: boolean;
  /** Keeps metadata in its file: nobody else may change that file while it is open. */
  readonly ownsFile?: boolean;
  readonly needsFilename?: boolean;
  /**
   * Whether an option changes what is read, so that a reported name must hold it. None by
   * default.
   */
  isStrong?(option: string): boolean;
  /**
   * The plain name that opens `node` again; by default that of its file, if no option is strong.
   */
  plainName?(node: BlockNode, strong: ReadonlyMap<string, OptionValue>): string | undefined;
  /** Puts what a file name says into the options. Throws FormatError. */
  parseFilename?(filename: string, options: Options): void;
  /**
   * Score of the first 512 bytes, and of the name of the file where there is one, as QEMU's
   * probing: 0 is "not mine", 100 is certain.
   */
  probe?(bytes: Uint8Array, filename?: string): number;
  open(request: DriverRequest): Task<BlockNode>;
  /** Undefined where no such image can be created. */
  readonly creation?: Creation;
  /**
   * The options that `asked` leads to where `before` were in force; by default all of `before` that
   * are not asked for anew stay.
   */
  joinOptions?(asked: Options, before: Options): Options;
  /**
   * Makes a change of `node` ready. Throws FormatError; the node then goes on as before. Nodes of a
   * driver without it cannot be reopened.
   */
  prepareReopen?(node: BlockNode, request: DriverReopenRequest): Task<PreparedReopen>;
}
