// Types of fresh.mjs.
export const root: string;
export const dist: string;
export const manifestPath: string;
export function fileStamp(path: string): string | undefined;
export function freshBundle(entry: string): Promise<string>;
export function start(entry: string): Promise<void>;
