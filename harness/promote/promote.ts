// A token of an exploration becomes a case whose golden shows the broken promise.
import { parseToken } from '../explore/crashes/token.ts';
import { parseFaultToken } from '../explore/faults/fault-token.ts';
import { parseOrderToken } from '../explore/orders/order-token.ts';
import { crashCase } from './crash-case.ts';
import { faultCase, type Promoted } from './fault-case.ts';
import { NoCase } from './draft.ts';
import { foreignCase } from './foreign-case.ts';
import { orderCase } from './order-case.ts';
import type { EngineChoice } from '../run/job.ts';
import type { Source } from './source.ts';

/** The number of the case that a token names, with its options; undefined: it is no token. */
export const numberOfToken = (word: string): string | undefined =>
  (parseToken(word) ?? parseFaultToken(word) ?? parseOrderToken(word))?.number;

/**
 * The case of a token, found on `other`, where that is not our own engine. Throws NoCase where the
 * finding cannot be said in the words of a case, and says why; TokenError where the token does not
 * fit its case; Error where it is no token.
 */
export function promote(source: Source, word: string, other?: EngineChoice): Promoted {
  if (other !== undefined) return promoteForeign(source, word, other);
  const crash = parseToken(word);
  if (crash !== undefined) return crashCase(source, crash);
  const fault = parseFaultToken(word);
  if (fault !== undefined) return faultCase(source, fault);
  const order = parseOrderToken(word);
  if (order !== undefined) return orderCase(source, order);
  throw new Error(`'${word}' is no token`);
}

function promoteForeign(source: Source, word: string, other: EngineChoice): Promoted {
  const token = parseToken(word) ?? parseFaultToken(word);
  if (token === undefined) throw new NoCase('orders are those of our own engine');
  return foreignCase(source, token, other);
}
