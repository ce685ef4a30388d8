// The package as its users have it: packed from the checkout, and installed in a project of its own
// without a network.
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../build/paths.mjs';

/** The uid of an unprivileged user. */
const NOBODY = 65_534;
/** Whether this user is root: file modes do not bind root, so tests of them run as another user. */
export const IS_ROOT = process.getuid?.() === 0;

/** How a program ended. */
export type Ended = Pick<SpawnSyncReturns<string>, 'status' | 'stdout' | 'stderr'>;

/** A folder with the tarball, a home, and a project that blkdrill is installed in. */
export interface Installation {
  readonly folder: string;
  readonly project: string;
  /** Paths in the tarball. */
  readonly packed: readonly string[];
}

/** The environment of programs: nothing of ours, and a home in the installation. */
const environmentOf = (folder: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: join(folder, 'home'),
  TMPDIR: join(folder, 'tmp'),
  npm_config_audit: 'false',
  npm_config_fund: 'false',
});

function must(ended: SpawnSyncReturns<string>): string {
  if (ended.status === 0) return ended.stdout;
  throw new Error(`status ${ended.status}\n${ended.error}\n${ended.stdout}${ended.stderr}`);
}

/** Packs the checkout and installs the tarball. Throws Error with what npm said. */
export function install(): Installation {
  const folder = mkdtempSync(join(tmpdir(), 'blkdrill-package-'));
  chmodSync(folder, 0o755);
  const project = join(folder, 'project');
  for (const name of ['home', 'tmp', 'project']) mkdirSync(join(folder, name));
  if (IS_ROOT) {
    for (const name of ['home', 'tmp']) chownSync(join(folder, name), NOBODY, NOBODY);
  }
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }');
  const npm = (cwd: string, ...argv: string[]): string =>
    must(spawnSync('npm', argv, { cwd, encoding: 'utf8', env: environmentOf(folder) }));
  const told = npm(root, 'pack', '--json', '--silent', '--pack-destination', folder);
  const [{ filename, files }] = JSON.parse(told.slice(told.indexOf('[\n'))) as [
    { filename: string; files: { path: string }[] },
  ];
  // What the package needs comes out of the checkout: there may be no network.
  const zstd = join(root, 'node_modules/@bokuweb/zstd-wasm');
  const flags = ['--offline', '--install-links', '--omit=optional', '--ignore-scripts'];
  npm(project, 'install', ...flags, zstd, join(folder, filename));
  return { folder, project, packed: files.map(({ path }) => path) };
}

/** Runs a program in the project, as another user where that is asked for and possible. */
export function runIn(
  { folder, project }: Installation,
  argv: readonly string[],
  options: { readonly asOther?: boolean; readonly cache?: string } = {},
): Ended {
  const [program = '', ...rest] = argv;
  const other = options.asOther === true && IS_ROOT ? { uid: NOBODY, gid: NOBODY } : {};
  const cache = options.cache === undefined ? {} : { XDG_CACHE_HOME: options.cache };
  const env = { ...environmentOf(folder), ...cache };
  return spawnSync(program, rest, { cwd: project, encoding: 'utf8', env, ...other });
}

/** Takes the right to write away from everybody, or gives it back to the owner. */
export function setWritable(folder: string, isWritable: boolean): void {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => !entry.isSymbolicLink())
    .map((entry) => ({ path: join(entry.parentPath, entry.name), isFolder: entry.isDirectory() }));
  for (const { path, isFolder } of [{ path: folder, isFolder: true }, ...entries]) {
    chmodSync(path, isFolder ? (isWritable ? 0o755 : 0o555) : isWritable ? 0o644 : 0o444);
  }
}
