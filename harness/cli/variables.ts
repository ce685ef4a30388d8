// The variables of the environment that blkdrill looks at, with what each of them does.

/** In the order of the helps. */
export const VARIABLES = {
  BLKDRILL_TMPDIR:
    "where scratch folders are made (default: the system's folder for temporary files)",
  BLKDRILL_ANY_QEMU: 'take tools of other versions than 7.2 as well',
  CI: 'no colours, no progress, and goldens are not written',
  NO_COLOR: 'no colours',
  FORCE_COLOR: 'colours also where the output is no terminal',
  PATH: 'where the real tools are looked for',
  XDG_CACHE_HOME: 'where compiled functions are kept if not beside the bundles',
} as const;

export type VariableName = keyof typeof VARIABLES;
