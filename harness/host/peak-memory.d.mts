// The types of peak-memory.mjs.
export function peakMemory(): number;
