// The library that stands below an engine: made once for a scratch folder, by `cc`.
import { type SharedLibrary, sharedLibrary } from '../shared-library.ts';
import { ASK_BELOW } from './ask-below.ts';

/** Makes it, unless somebody has. */
export const makeBelow = (scratch: string): SharedLibrary =>
  sharedLibrary(scratch, 'ask-below', ASK_BELOW);
