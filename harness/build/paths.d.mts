// Types of paths.mjs.
export const root: string;
export const dist: string;
export const packed: string;
export function manifestIn(folder: string): string;
export function fileStamp(path: string): string | undefined;
export function launcher(program: string): string;
