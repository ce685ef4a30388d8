// Types of layout.mjs.
export const root: string;
export const dist: string;
export const manifestPath: string;
export function fileStamp(path: string): string | undefined;
