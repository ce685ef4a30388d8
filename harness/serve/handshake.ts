// The server's half of the negotiation: fixed newstyle, as the NBD specification has it and
// qemu-nbd does it.
import { encodeText, nbd, readU32, writeU16, writeU32, writeU64 } from '../../engine/index.ts';
import { type Conversation, skip, take, takeHead } from './conversation.ts';
import { exportFlags, type ExportFacts, type MetaContext } from './export-facts.ts';
import { OptionData, OptionRefused } from './option-data.ts';

/** Longest data of an option that is kept, in bytes: any number of names that are asked for. */
const MAX_DATA = 65_536;
/** A name that is longer is cut in messages. */
const SHOWN_NAME = 80;

/** What a client and this server have agreed on. */
export interface Agreed {
  /** Replies may come in chunks. */
  readonly isStructured: boolean;
  /** What block status tells of. */
  readonly contexts: readonly MetaContext[];
}

/** Takes bytes for the client. */
export type Send = (bytes: Uint8Array) => void;

/** Says what the server is. */
export function greeting(): Uint8Array {
  const bytes = new Uint8Array(18);
  bytes.set(encodeText(nbd.GREETING + nbd.OPTION_MAGIC));
  const { fixedNewstyle, noZeroes } = nbd.HANDSHAKE_FLAG;
  writeU16(bytes, 16, fixedNewstyle + noZeroes);
  return bytes;
}

/** Negotiates behind the greeting. Comes to a text where the connection ends: why. */
export function* negotiate(facts: ExportFacts, send: Send): Conversation<Agreed | string> {
  const flags = readU32(yield* take(4), 0);
  if (flags > 3) return `Unknown client flags 0x${(flags - (flags % 4)).toString(16)} received`;
  const talk = new OptionTalk(facts, send);
  const hasZeroes = flags < nbd.HANDSHAKE_FLAG.noZeroes;
  const isFixed = flags % 2 === nbd.HANDSHAKE_FLAG.fixedNewstyle;
  for (;;) {
    const header = yield* takeHead(16);
    const option = readU32(header, 8);
    const length = readU32(header, 12);
    if (!startsWith(header, nbd.OPTION_MAGIC)) return 'Bad magic received';
    if (length > nbd.MAX_TRANSFER) {
      return `len (${length}) is larger than max len (${nbd.MAX_TRANSFER})`;
    }
    if (option === nbd.OPTION.exportName) {
      if (length > nbd.MAX_TEXT) return 'Bad length received';
      const agreed = talk.takeExport(new TextDecoder().decode(yield* take(length)), hasZeroes);
      return agreed ?? 'export not found';
    }
    if (!isFixed) return `Unsupported option ${option} (${nbd.optionName(option)})`;
    const isKept = length <= MAX_DATA;
    if (!isKept) yield* skip(length);
    const outcome = isKept
      ? talk.answer(option, yield* take(length))
      : talk.refuse(option, nbd.REFUSAL.tooBig, `option '${nbd.optionName(option)}' is too long`);
    if (outcome !== undefined) return outcome;
  }
}

const startsWith = (bytes: Uint8Array, text: string): boolean =>
  encodeText(text).every((byte, at) => bytes[at] === byte);

const shown = (name: string): string =>
  name.length < SHOWN_NAME ? name : `${name.slice(0, SHOWN_NAME)}...`;

/** Answers options, and remembers what was agreed on. */
class OptionTalk {
  readonly #facts: ExportFacts;
  readonly #send: Send;
  #isStructured = false;
  #contexts: readonly MetaContext[] = [];

  constructor(facts: ExportFacts, send: Send) {
    this.#facts = facts;
    this.#send = send;
  }

  /** Undefined: the client goes on asking. */
  answer(option: number, data: Uint8Array): Agreed | string | undefined {
    try {
      return this.#answer(option, new OptionData(option, data));
    } catch (error) {
      if (!(error instanceof OptionRefused)) throw error;
      return this.refuse(option, error.type, error.message);
    }
  }

  refuse(option: number, type: number, message: string): undefined {
    this.#reply(option, type, encodeText(message));
  }

  /** The old way: no reply but the export itself. Undefined where there is none of that name. */
  takeExport(name: string, hasZeroes: boolean): Agreed | undefined {
    if (name !== this.#facts.name) return undefined;
    const bytes = new Uint8Array(hasZeroes ? 10 + nbd.RESERVED_ZEROES : 10);
    bytes.set(this.#exportBytes());
    this.#send(bytes);
    return this.#agreed();
  }

  #answer(option: number, data: OptionData): Agreed | string | undefined {
    switch (option) {
      case nbd.OPTION.abort:
        this.#reply(option, nbd.REPLY.ack);
        return 'aborted';
      case nbd.OPTION.list:
        data.end();
        return this.#list();
      case nbd.OPTION.startTls:
        data.end();
        throw new OptionRefused(nbd.REFUSAL.policy, 'TLS not configured');
      case nbd.OPTION.info:
      case nbd.OPTION.go:
        return this.#inform(option, data);
      case nbd.OPTION.structuredReply:
        data.end();
        if (this.#isStructured) {
          const message = 'structured reply already negotiated';
          throw new OptionRefused(nbd.REFUSAL.invalid, message);
        }
        this.#isStructured = true;
        this.#reply(option, nbd.REPLY.ack);
        return undefined;
      case nbd.OPTION.listMetaContext:
      case nbd.OPTION.setMetaContext:
        return this.#chooseContexts(option, data);
      default: {
        const message = `Unsupported option ${option} (${nbd.optionName(option)})`;
        throw new OptionRefused(nbd.REFUSAL.unsupported, message);
      }
    }
  }

  #list(): undefined {
    const name = encodeText(this.#facts.name);
    const bytes = new Uint8Array(4 + name.length);
    writeU32(bytes, 0, name.length);
    bytes.set(name, 4);
    this.#reply(nbd.OPTION.list, nbd.REPLY.server, bytes);
    this.#reply(nbd.OPTION.list, nbd.REPLY.ack);
  }

  #inform(option: number, data: OptionData): Agreed | undefined {
    const name = data.name();
    const asked = new Set<number>();
    for (let left = data.u16(); left > 0; left -= 1) asked.add(data.u16());
    data.end();
    this.#requireExport(name);
    if (asked.has(nbd.INFO.name)) this.#tell(option, nbd.INFO.name, encodeText(name));
    const { minimum, preferred, maximum } = this.#facts.blockSizes;
    const isInfo = option === nbd.OPTION.info;
    const knowsSizes = asked.has(nbd.INFO.blockSize);
    const sizes = new Uint8Array(12);
    // A client that did not ask for the sizes will not keep to them.
    writeU32(sizes, 0, isInfo || knowsSizes ? minimum : 1);
    writeU32(sizes, 4, preferred);
    writeU32(sizes, 8, maximum);
    this.#tell(option, nbd.INFO.blockSize, sizes);
    this.#tell(option, nbd.INFO.export, this.#exportBytes());
    if (isInfo && !knowsSizes && minimum > 1) {
      const message = 'request NBD_INFO_BLOCK_SIZE to use this export';
      throw new OptionRefused(nbd.REFUSAL.blockSizeRequired, message);
    }
    this.#reply(option, nbd.REPLY.ack);
    return isInfo ? undefined : this.#agreed();
  }

  #chooseContexts(option: number, data: OptionData): undefined {
    const isList = option === nbd.OPTION.listMetaContext;
    if (!isList && !this.#isStructured) {
      const asked = `request option '${nbd.optionName(option)}'`;
      const message = `${asked} when structured reply is not negotiated`;
      throw new OptionRefused(nbd.REFUSAL.invalid, message);
    }
    // What was chosen before is off, also where this fails.
    if (!isList) this.#contexts = [];
    this.#requireExport(data.name());
    const count = data.u32();
    const { contexts } = this.#facts;
    const chosen = new Set<MetaContext>(isList && count === 0 ? contexts : []);
    for (let left = count; left > 0; left -= 1) {
      const query = data.query();
      for (const context of contexts) if (matches(context, query, isList)) chosen.add(context);
    }
    data.end();
    const found = contexts.filter((context) => chosen.has(context));
    for (const { id, name } of found) {
      const text = encodeText(name);
      const bytes = new Uint8Array(4 + text.length);
      writeU32(bytes, 0, isList ? 0 : id);
      bytes.set(text, 4);
      this.#reply(option, nbd.REPLY.metaContext, bytes);
    }
    this.#reply(option, nbd.REPLY.ack);
    if (!isList) this.#contexts = found;
  }

  #requireExport(name: string): void {
    if (name === this.#facts.name) return;
    throw new OptionRefused(nbd.REFUSAL.unknown, `export '${shown(name)}' not present`);
  }

  #agreed(): Agreed {
    return { isStructured: this.#isStructured, contexts: this.#contexts };
  }

  #exportBytes(): Uint8Array {
    const bytes = new Uint8Array(10);
    writeU64(bytes, 0, this.#facts.size);
    writeU16(bytes, 8, exportFlags(this.#facts, this.#isStructured));
    return bytes;
  }

  #tell(option: number, kind: number, data: Uint8Array): void {
    const bytes = new Uint8Array(2 + data.length);
    writeU16(bytes, 0, kind);
    bytes.set(data, 2);
    this.#reply(option, nbd.REPLY.info, bytes);
  }

  #reply(option: number, type: number, data: Uint8Array = new Uint8Array(0)): void {
    const bytes = new Uint8Array(20 + data.length);
    writeU32(bytes, 0, nbd.REPLY_MAGIC_HIGH);
    writeU32(bytes, 4, nbd.REPLY_MAGIC_LOW);
    writeU32(bytes, 8, option);
    writeU32(bytes, 12, type);
    writeU32(bytes, 16, data.length);
    bytes.set(data, 20);
    this.#send(bytes);
  }
}

/** A list shows all that begins as its query does, at the places where names have parts. */
function matches({ name }: MetaContext, query: string | undefined, isList: boolean): boolean {
  if (query === undefined) return false;
  const isPart = ['base:', 'qemu:', 'qemu:dirty-bitmap:'].includes(query);
  return name === query || (isList && isPart && name.startsWith(query));
}
