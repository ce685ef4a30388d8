// The engines that a command line may name.

/** The registry brings the engines with it: it is loaded when somebody names one, or for a help. */
export const engineNames = async (): Promise<readonly string[]> =>
  (await import('../engines/registry.ts')).ENGINE_NAMES;

/** The same, and those that the project names. Rejects with RequestError. */
export async function allEngineNames(): Promise<readonly string[]> {
  const { readNamedEngines } = await import('../cases/engines-file.ts');
  const { VERSIONED_NAMES } = await import('../engines/registry.ts');
  const named = readNamedEngines(process.cwd()).keys();
  return [...(await engineNames()), ...VERSIONED_NAMES, ...named];
}
