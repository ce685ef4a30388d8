// The tools of QEMU in a folder: another version than the one on PATH, or other programs with the
// same command lines.
import { join, resolve } from 'node:path';
import { type EngineAdapter, EngineUnavailable } from './engine.ts';
import { findOnPath } from './find-on-path.ts';
import { findTools, prepareTools, QEMU } from './qemu-tools.ts';

const NAME = /^qemu(?:@([\d.]+))?:(.+)$/s;

/** What the registry calls them: 'qemu@11.1:/opt/qemu-11.1/bin'. */
export const qemuEngineName = (folder: string, version: string | undefined): string =>
  `qemu${version === undefined ? '' : `@${version}`}:${folder}`;

/** The engine of such a name; undefined for any other. */
export function qemuFolderAdapter(name: string): EngineAdapter | undefined {
  const [, version, folder] = NAME.exec(name) ?? [];
  if (folder === undefined) return undefined;
  return {
    ...QEMU,
    name,
    listedAs: QEMU.name,
    prepare(request) {
      const there = resolve(folder);
      for (const tool of ['qemu-img', 'qemu-io']) {
        if (findOnPath(tool, there) !== undefined) continue;
        throw new EngineUnavailable(`there is no ${tool} in ${folder}`);
      }
      const tools = findTools(there);
      const isMeant = version === undefined || `${tools.version}.`.startsWith(`${version}.`);
      if (isMeant) return prepareTools(tools, request);
      throw new EngineUnavailable(
        `the tools in ${folder} are version ${tools.version}, not ${version}`,
      );
    },
    findPrograms: () => ({
      img: join(resolve(folder), 'qemu-img'),
      io: join(resolve(folder), 'qemu-io'),
    }),
  };
}
