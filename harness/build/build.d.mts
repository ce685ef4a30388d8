// Types of build.mjs for the TypeScript that bundles parts of the project in its own way.
import type { BuildOptions, Plugin } from 'esbuild';

export interface Manifest {
  readonly build: string;
  readonly entries: readonly string[];
  readonly inputs: Readonly<Record<string, string>>;
}

export const PROGRAMS: Readonly<Record<string, string>>;
export const BUNDLED: readonly string[];
export function bundleOptions(
  entryPoints: Readonly<Record<string, string>>,
  outdir: string,
  plugins: Plugin[],
): BuildOptions & { write: false };
export function loadBundler(): Promise<typeof import('esbuild')>;
export function build(): Promise<{ readonly place: string; readonly manifest: Manifest }>;
export function toldIfSlow<T>(
  work: Promise<T>,
  stream: { readonly isTTY?: boolean; write(text: string): unknown },
  slow?: number,
): Promise<T>;
