// The data of an option, read from its beginning; what does not fit is refused in QEMU's words.
import { nbd, readU16, readU32 } from '../../engine/index.ts';

/** Why an option is not granted: the type of the reply, and its text. */
export class OptionRefused extends Error {
  override readonly name = 'OptionRefused';
  readonly type: number;

  constructor(type: number, message: string) {
    super(message);
    this.type = type;
  }
}

const decoder = new TextDecoder();

/** The data of one option. All methods throw OptionRefused. */
export class OptionData {
  readonly #option: string;
  #rest: Uint8Array;

  constructor(option: number, data: Uint8Array) {
    this.#option = nbd.optionName(option);
    this.#rest = data;
  }

  u16(): number {
    return readU16(this.#take(2), 0);
  }

  u32(): number {
    return readU32(this.#take(4), 0);
  }

  /** The name of an export: a length and text. */
  name(): string {
    const length = this.u32();
    if (length > nbd.MAX_TEXT) throw this.#invalid(`Invalid name length: ${length}`);
    return this.#text(length);
  }

  /** A length and text; undefined where the text is longer than any that there is. */
  query(): string | undefined {
    const length = this.u32();
    if (length <= nbd.MAX_TEXT) return this.#text(length);
    this.#take(length);
    return undefined;
  }

  /** Nothing may be left. */
  end(): void {
    if (this.#rest.length > 0) {
      throw this.#invalid(`option '${this.#option}' has unexpected length`);
    }
  }

  #text(length: number): string {
    const bytes = this.#take(length);
    if (bytes.includes(0)) throw this.#invalid(`Unexpected embedded NUL in option ${this.#option}`);
    return decoder.decode(bytes);
  }

  #take(length: number): Uint8Array {
    if (length > this.#rest.length) {
      throw this.#invalid(`Inconsistent lengths in option ${this.#option}`);
    }
    const bytes = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return bytes;
  }

  #invalid(message: string): OptionRefused {
    return new OptionRefused(nbd.REFUSAL.invalid, message);
  }
}
