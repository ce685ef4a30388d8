// Conditions on matrix values: `event == l2_load and (errno != 5 or once in [on, off])`.
//
//   condition = and-part { 'or' and-part }        and-part = part { 'and' part }
//   part = 'not' part | '(' condition ')' | name ('==' | '!=') word
//        | name 'in' '[' word { ',' word } ']'
import { CaseProblem, didYouMean, type Position } from '../shapes/problem.ts';

/** Values of the matrix names at one combination. */
export type Variables = ReadonlyMap<string, string>;

/** Where a condition is asked. */
export interface Scope {
  readonly variables: Variables;
  /** All values that the matrix gives each name, in whatever combination. */
  readonly declared: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Told of every value that a condition compares a name with. */
type Compared = (name: string, word: string) => void;

const TOKEN = /\s*(==|!=|[()[\],]|'[^']*'|"[^"]*"|[^\s()[\],=!'"]+)/y;

function tokens(condition: string, where: Position): string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  while (condition.slice(TOKEN.lastIndex).trim() !== '') {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(condition);
    if (match?.[1] === undefined) {
      throw new CaseProblem(where, `cannot read the condition at '${condition.slice(start)}'`);
    }
    found.push(match[1]);
  }
  return found;
}

class ConditionReader {
  readonly #tokens: readonly string[];
  readonly #variables: Variables;
  readonly #where: Position;
  readonly #compared: Compared;
  #next = 0;

  constructor(condition: string, variables: Variables, where: Position, compared: Compared) {
    this.#tokens = tokens(condition, where);
    this.#variables = variables;
    this.#where = where;
    this.#compared = compared;
  }

  /** Reads to the end, for a condition that stands alone. */
  whole(): boolean {
    const value = this.#either();
    if (this.#next < this.#tokens.length) this.#fail('the end', this.#tokens[this.#next]);
    return value;
  }

  #either(): boolean {
    let value = this.#both();
    while (this.#accept('or')) value = this.#both() || value;
    return value;
  }

  #both(): boolean {
    let value = this.#part();
    while (this.#accept('and')) value = this.#part() && value;
    return value;
  }

  #part(): boolean {
    if (this.#accept('not')) return !this.#part();
    if (this.#accept('(')) {
      const value = this.#either();
      this.#expect(')');
      return value;
    }
    const { name, value } = this.#variable();
    if (this.#accept('==')) return value === this.#word(name);
    if (this.#accept('!=')) return value !== this.#word(name);
    if (!this.#accept('in')) this.#fail("'==', '!=' or 'in'", this.#tokens[this.#next]);
    this.#expect('[');
    const words = [this.#word(name)];
    while (this.#accept(',')) words.push(this.#word(name));
    this.#expect(']');
    return words.includes(value);
  }

  #variable(): { readonly name: string; readonly value: string } {
    const name = (this.#tokens[this.#next] ?? '').replace(/^\$/, '');
    const value = this.#variables.get(name);
    if (value === undefined) {
      const hint = didYouMean(name, this.#variables.keys());
      throw new CaseProblem(this.#where, `the condition asks for '${name}', no matrix name${hint}`);
    }
    this.#next += 1;
    return { name, value };
  }

  #word(name: string): string {
    const token = this.#tokens[this.#next];
    if (token === undefined || /^(==|!=|[()[\],])$/.test(token)) {
      return this.#fail('a value', token);
    }
    this.#next += 1;
    const word = /^['"]/.test(token) ? token.slice(1, -1) : token;
    this.#compared(name, word);
    return word;
  }

  #accept(token: string): boolean {
    if (this.#tokens[this.#next] !== token) return false;
    this.#next += 1;
    return true;
  }

  #expect(token: string): void {
    if (!this.#accept(token)) this.#fail(`'${token}'`, this.#tokens[this.#next]);
  }

  #fail(wanted: string, found: string | undefined): never {
    const instead = found === undefined ? 'it ends' : `'${found}' stands`;
    throw new CaseProblem(this.#where, `the condition needs ${wanted} where ${instead}`);
  }
}

/** The conditions of one case, and what they have compared. */
export class Conditions {
  readonly #compared = new Map<string, { where: Position; name: string; word: string }>();
  readonly #declared = new Map<string, ReadonlySet<string> | undefined>();

  /**
   * Whether `condition` holds; 'on', 'true', 'off' and 'false' are conditions, too. Throws
   * CaseProblem.
   */
  holds(condition: string, { variables, declared }: Scope, where: Position): boolean {
    const alone = condition.trim();
    if (alone === 'on' || alone === 'true') return true;
    if (alone === 'off' || alone === 'false') return false;
    const reader = new ConditionReader(condition, variables, where, (name, word) => {
      const key = `${where.line}:${where.column} ${name} ${word}`;
      this.#compared.set(key, { where, name, word });
      this.#declared.set(key, declared.get(name));
    });
    return reader.whole();
  }

  /**
   * Values that no row of a matrix has, once every condition was evaluated: a comparison with them
   * never holds.
   */
  problems(): readonly CaseProblem[] {
    return [...this.#compared].flatMap(([key, { where, name, word }]) => {
      const values = this.#declared.get(key);
      if (values === undefined || values.has(word)) return [];
      const hint = didYouMean(word, values);
      return [new CaseProblem(where, `'${name}' is never '${word}' here${hint}`)];
    });
  }
}
