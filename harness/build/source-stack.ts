// Stacks of errors that name the sources: bundles have source maps beside them, which are read when
// something has gone wrong and not before. No path of this machine stays in the text.
import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';

/** A frame's place in a bundle: path, line and column, from 1. */
const PLACE = /(?:file:\/\/)?(\/[^\s()]*?([^/\s()]+\.(?:cjs|mjs|js|ts))):(\d+):(\d+)/g;

const maps = new Map<string, SourceMap | undefined>();

function mapOf(bundle: string): SourceMap | undefined {
  if (!maps.has(bundle)) maps.set(bundle, readMap(`${bundle}.map`));
  return maps.get(bundle);
}

function readMap(path: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(path, 'utf8')) as SourceMapPayload);
  } catch (error) {
    // A missing or spoiled map must not hide what is to be told.
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}

/** 'engine/qcow2/mapping/l1-table.ts' from what stands in a map, or in a path of the sources. */
const ofProject = (source: string): string =>
  source.replace(/^.*?(?=(engine|harness|node_modules)\/)/, '').replace(/^(\.\.\/)+/, '');

/**
 * The source of a place in a bundle, as a path from the root of the project: line and column from
 * 0. Undefined where the bundle has no map, or no source stands there.
 */
export function sourceAt(bundle: string, line: number, column: number): string | undefined {
  const entry = mapOf(bundle)?.findEntry(line, column);
  return entry !== undefined && 'originalSource' in entry
    ? ofProject(entry.originalSource)
    : undefined;
}

/** `stack` with places in the sources. */
export const mapStack = (stack: string): string =>
  stack.replaceAll(PLACE, (_all, path: string, name: string, line: string, column: string) => {
    const entry = mapOf(path)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (entry === undefined || !('originalSource' in entry)) {
      return `${path.endsWith('.ts') ? ofProject(path) : name}:${line}:${column}`;
    }
    const { originalSource, originalLine, originalColumn } = entry;
    return `${ofProject(originalSource)}:${originalLine + 1}:${originalColumn + 1}`;
  });

/** The stack of whatever was thrown, or its text where it has no stack. */
export const stackText = (error: unknown): string =>
  error instanceof Error ? mapStack(error.stack ?? error.message) : String(error);
