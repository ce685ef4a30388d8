// The engines that a command line may name.

/** The registry brings the engines with it: it is loaded when somebody names one, or for a help. */
export const engineNames = async (): Promise<readonly string[]> =>
  (await import('../engines/registry.ts')).ENGINE_NAMES;
