// Types of fresh.mjs.
export function freshBundle(entry: string): Promise<string>;
export function start(entry: string): Promise<void>;
