// blkdrill.engines.yaml: the engines that a project calls by a name of its own.
//
//   engines:
//     mine: target/release/blkdrill-mine
//     mine-debug: [target/debug/blkdrill-mine, --trace]
//     qemu-11.1: { kind: qemu, folder: /opt/qemu-11.1/bin, version: 11.1 }
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandLine } from '../engines/command/adapter.ts';
import { qemuEngineName } from '../engines/qemu-folder.ts';
import { ENGINE_NAMES } from '../engines/registry.ts';
import { CaseProblem, describeProblem, didYouMean } from '../shapes/problem.ts';
import * as shape from '../shapes/shapes.ts';
import { entryOf, parseYaml, type TreeNode } from '../shapes/yaml-tree.ts';
import { RequestError } from './request-error.ts';

/** The file, where blkdrill is started. */
export const ENGINES_FILE = 'blkdrill.engines.yaml';

const NAME = /^[a-z][a-z0-9._-]{0,39}$/;

/** What a name stands for: a program that speaks the protocol, or tools of QEMU in a folder. */
export type NamedEngine =
  | { readonly kind: 'command'; readonly command: CommandLine }
  | { readonly kind: 'qemu'; readonly engine: string };

/** Command lines by the names of engines; none where there is no file. Throws RequestError. */
export const readEngines = (root: string): ReadonlyMap<string, CommandLine> =>
  new Map(
    [...readNamedEngines(root)].flatMap(([name, one]) =>
      one.kind === 'command' ? [[name, one.command] as const] : [],
    ),
  );

/** The name by which the registry knows an engine that a user names. Throws RequestError. */
export function engineMeant(root: string, name: string): string {
  if (ENGINE_NAMES.includes(name)) return name;
  const named = readNamedEngines(root).get(name);
  return named?.kind === 'qemu' ? named.engine : name;
}

/** All names, with what each stands for; none where there is no file. Throws RequestError. */
export function readNamedEngines(root: string): ReadonlyMap<string, NamedEngine> {
  const path = join(root, ENGINES_FILE);
  if (!existsSync(path)) return new Map();
  try {
    return enginesOf(parseYaml(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof CaseProblem)
      throw new RequestError([describeProblem(ENGINES_FILE, error)]);
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new RequestError([`${ENGINES_FILE} cannot be read (${code})`]);
  }
}

function enginesOf(tree: TreeNode): ReadonlyMap<string, NamedEngine> {
  if (tree.kind !== 'map') throw new CaseProblem(tree, `${ENGINES_FILE} is a map with 'engines'`);
  const stray = tree.entries.find(({ key }) => key.text !== 'engines');
  if (stray !== undefined) {
    const hint = didYouMean(stray.key.text, ['engines']);
    throw new CaseProblem(stray.key, `unknown key '${stray.key.text}'${hint}`);
  }
  const engines = entryOf(tree, 'engines');
  if (engines?.kind !== 'map') {
    throw new CaseProblem(engines ?? tree, "'engines' is a map of names and command lines");
  }
  const found = new Map<string, NamedEngine>();
  for (const { key, value } of engines.entries) {
    if (!NAME.test(key.text)) {
      throw new CaseProblem(key, `'${key.text}' is no name: small letters, digits and . _ -`);
    }
    if (ENGINE_NAMES.includes(key.text)) {
      throw new CaseProblem(key, `'${key.text}' is an engine of blkdrill's own`);
    }
    if (found.has(key.text)) throw new CaseProblem(key, `the engine '${key.text}' is there twice`);
    found.set(key.text, namedOf(value));
  }
  return found;
}

const QEMU_FIELDS = {
  kind: shape.oneOf('kind', ['qemu']),
  folder: shape.text('a folder with qemu-img and qemu-io'),
  version: shape.optional(shape.text('a version of QEMU, such as 11.1')),
};

/** A command line, or a map that tells where tools of QEMU are. */
function namedOf(node: TreeNode): NamedEngine {
  if (node.kind !== 'map') return { kind: 'command', command: commandOf(node) };
  const { folder, version } = shape.readFields(QEMU_FIELDS, node.entries, node, 'an engine');
  if (version !== undefined && !/^\d{1,3}(\.\d{1,3}){0,2}$/.test(version)) {
    throw new CaseProblem(node, `'${version}' is no version of QEMU, such as 11.1`);
  }
  return { kind: 'qemu', engine: qemuEngineName(folder, version) };
}

/** A list of words, or one text that is split at blanks. */
function commandOf(node: TreeNode): CommandLine {
  const word = shape.text('a word of a command line');
  const words =
    node.kind === 'list'
      ? node.items.map((item) => word.read(item))
      : word
          .read(node)
          .split(' ')
          .filter((part) => part !== '');
  const [program, ...args] = words;
  if (program === undefined) throw new CaseProblem(node, 'a command line begins with a program');
  return [program, ...args];
}
