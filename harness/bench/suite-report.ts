// Reads what `blkdrill suite --reporter json` prints: one object a line.

/** Milliseconds from the first step to the last, by case number. Throws when no case is there. */
export function suiteDurations(output: string): ReadonlyMap<string, number> {
  const durations = new Map<string, number>();
  for (const line of output.split('\n').filter((text) => text.startsWith('{'))) {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null) continue;
    if (!('event' in value && value.event === 'case' && 'number' in value)) continue;
    durations.set(String(value.number), 'durationMs' in value ? Number(value.durationMs) : NaN);
  }
  if (durations.size === 0) {
    throw new Error(`no case in the report:\n${output.slice(0, 500)}`);
  }
  return durations;
}
