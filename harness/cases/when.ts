// Conditions on matrix values: `event == l2_load and (errno != 5 or once in [on, off])`.
//
//   condition = and-part { 'or' and-part }        and-part = part { 'and' part }
//   part = 'not' part | '(' condition ')' | name ('==' | '!=') word
//        | name 'in' '[' word { ',' word } ']'
import { CaseProblem, didYouMean, type Position } from './problem.ts';

/** Values of the matrix names at one combination. */
export type Variables = ReadonlyMap<string, string>;

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
  #next = 0;

  constructor(condition: string, variables: Variables, where: Position) {
    this.#tokens = tokens(condition, where);
    this.#variables = variables;
    this.#where = where;
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
    const value = this.#variable();
    if (this.#accept('==')) return value === this.#word();
    if (this.#accept('!=')) return value !== this.#word();
    if (!this.#accept('in')) this.#fail("'==', '!=' or 'in'", this.#tokens[this.#next]);
    this.#expect('[');
    const words = [this.#word()];
    while (this.#accept(',')) words.push(this.#word());
    this.#expect(']');
    return words.includes(value);
  }

  #variable(): string {
    const name = (this.#tokens[this.#next] ?? '').replace(/^\$/, '');
    const value = this.#variables.get(name);
    if (value === undefined) {
      const hint = didYouMean(name, this.#variables.keys());
      throw new CaseProblem(this.#where, `the condition asks for '${name}', no matrix name${hint}`);
    }
    this.#next += 1;
    return value;
  }

  #word(): string {
    const token = this.#tokens[this.#next];
    if (token === undefined || /^(==|!=|[()[\],])$/.test(token)) {
      return this.#fail('a value', token);
    }
    this.#next += 1;
    return /^['"]/.test(token) ? token.slice(1, -1) : token;
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

/**
 * Whether `condition` holds; 'on', 'true', 'off' and 'false' are conditions, too. Throws
 * CaseProblem.
 */
export function holds(condition: string, variables: Variables, where: Position): boolean {
  const word = condition.trim();
  if (word === 'on' || word === 'true') return true;
  if (word === 'off' || word === 'false') return false;
  return new ConditionReader(condition, variables, where).whole();
}
