// Command line options as the C library reads them: operands are moved behind the options while
// reading, long options may be abbreviated, and what an error message names depends on how far
// reading has come.

/** An option that is spelled out, `--name`. */
export interface LongOption {
  readonly name: string;
  readonly hasArgument: boolean;
  /** What next() returns for it: the letter of a short option, or a name. */
  readonly value: string;
}

/** One option. `value` is '?' for what is not understood and ':' for a missing argument. */
export interface FoundOption {
  readonly value: string;
  readonly argument: string;
}

const longOption =
  (hasArgument: boolean) =>
  (name: string, value: string = name): LongOption => ({
    name,
    hasArgument,
    value,
  });
/** A long option without an argument. */
export const flagOption = longOption(false);
/** A long option with an argument. */
export const argumentOption = longOption(true);

/** Reads the options of one command line. `argv[0]` is the program or command itself. */
export class OptionReader {
  readonly argv: string[];
  /** Index of the next word to look at; after the last option, of the first operand. */
  index = 1;
  readonly #shorts: string;
  readonly #longs: readonly LongOption[];
  readonly #stopsAtOperand: boolean;
  readonly #missing: string;
  readonly #complain: (message: string) => void;
  #firstOperand = 1;
  #lastOperand = 1;
  #rest = '';

  /**
   * `shorts` as for getopt: letters, a colon behind those with an argument; a leading `+` stops at
   * the first operand, a leading `:` tells missing arguments apart and prints nothing. `complain`
   * takes the messages that the C library prints, without newline.
   */
  constructor(
    argv: readonly string[],
    shorts: string,
    longs: readonly LongOption[] = [],
    complain: (message: string) => void = () => {},
  ) {
    this.argv = [...argv];
    this.#stopsAtOperand = shorts.startsWith('+');
    const letters = this.#stopsAtOperand ? shorts.slice(1) : shorts;
    this.#missing = letters.startsWith(':') ? ':' : '?';
    this.#shorts = letters;
    this.#longs = longs;
    this.#complain = letters.startsWith(':') ? () => {} : complain;
  }

  /** The word before the next one: what messages of qemu-img name as the option. */
  get previousWord(): string {
    return this.argv[this.index - 1] ?? '';
  }

  /** The operands; complete when next() has returned undefined. */
  get operands(): readonly string[] {
    return this.argv.slice(this.index);
  }

  /** The next option, or undefined when only operands are left. */
  next(): FoundOption | undefined {
    if (this.#rest === '') {
      const word = this.#findOption();
      if (word === undefined) return undefined;
      if (word.startsWith('--') && this.#longs.length > 0) {
        return this.#longOption(word.slice(2));
      }
      this.#rest = word.slice(1);
    }
    return this.#shortOption();
  }

  /** Moves on to the next word that is an option, operands behind it. */
  #findOption(): string | undefined {
    const { argv } = this;
    this.#lastOperand = Math.min(this.#lastOperand, this.index);
    this.#firstOperand = Math.min(this.#firstOperand, this.index);
    if (!this.#stopsAtOperand) {
      this.#gather();
      while (this.index < argv.length && !isOption(argv[this.index])) this.index += 1;
      this.#lastOperand = this.index;
    }
    if (argv[this.index] === '--') {
      this.index += 1;
      this.#gather();
      this.#lastOperand = argv.length;
      this.index = argv.length;
    }
    if (this.index >= argv.length) {
      if (this.#firstOperand !== this.#lastOperand) this.index = this.#firstOperand;
      return undefined;
    }
    const word = argv[this.index];
    return isOption(word) ? word : undefined;
  }

  /** Exchanges the operands seen so far with the options that were read after them. */
  #gather(): void {
    if (this.#firstOperand === this.#lastOperand) {
      this.#firstOperand = this.index;
    } else if (this.#lastOperand !== this.index) {
      const { argv } = this;
      const operands = argv.slice(this.#firstOperand, this.#lastOperand);
      const options = argv.slice(this.#lastOperand, this.index);
      argv.splice(this.#firstOperand, operands.length + options.length, ...options, ...operands);
      this.#firstOperand += options.length;
      this.#lastOperand = this.index;
    }
  }

  #shortOption(): FoundOption {
    const letter = this.#rest.slice(0, 1);
    this.#rest = this.#rest.slice(1);
    if (this.#rest === '') this.index += 1;
    const at = letter === ':' ? -1 : this.#shorts.indexOf(letter);
    if (at < 0) {
      this.#complain(`invalid option -- '${letter}'`);
      return { value: '?', argument: '' };
    }
    if (this.#shorts[at + 1] !== ':') return { value: letter, argument: '' };
    if (this.#rest !== '') {
      const argument = this.#rest;
      this.#rest = '';
      this.index += 1;
      return { value: letter, argument };
    }
    const argument = this.argv[this.index];
    if (argument === undefined) {
      this.#complain(`option requires an argument -- '${letter}'`);
      return { value: this.#missing, argument: '' };
    }
    this.index += 1;
    return { value: letter, argument };
  }

  #longOption(word: string): FoundOption {
    const equals = word.indexOf('=');
    const name = equals < 0 ? word : word.slice(0, equals);
    this.index += 1;
    const option = this.#findLong(name, word);
    if (option === undefined) return { value: '?', argument: '' };
    if (equals >= 0) {
      if (option.hasArgument) return { value: option.value, argument: word.slice(equals + 1) };
      this.#complain(`option '--${option.name}' doesn't allow an argument`);
      return { value: '?', argument: '' };
    }
    if (!option.hasArgument) return { value: option.value, argument: '' };
    const argument = this.argv[this.index];
    if (argument === undefined) {
      this.#complain(`option '--${option.name}' requires an argument`);
      return { value: this.#missing, argument: '' };
    }
    this.index += 1;
    return { value: option.value, argument };
  }

  #findLong(name: string, word: string): LongOption | undefined {
    const exact = this.#longs.find((option) => option.name === name);
    if (exact !== undefined) return exact;
    const candidates = this.#longs.filter((option) => option.name.startsWith(name));
    const [first] = candidates;
    if (first === undefined) {
      this.#complain(`unrecognized option '--${word}'`);
      return undefined;
    }
    if (candidates.some((other) => other.value !== first.value)) {
      const names = candidates.map((option) => `'--${option.name}'`).join(' ');
      this.#complain(`option '--${word}' is ambiguous; possibilities: ${names}`);
      return undefined;
    }
    return first;
  }
}

const isOption = (word: string | undefined): boolean =>
  word !== undefined && word.startsWith('-') && word !== '-';
