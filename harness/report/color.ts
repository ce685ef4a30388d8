// Whether what goes to standard output is coloured.
import pc from 'picocolors';

/** NO_COLOR and FORCE_COLOR count, and so does CI. */
export const colorIsWanted = (): boolean => pc.isColorSupported && !process.env['CI'];
