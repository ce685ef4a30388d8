// A small project that has the real starter and bundler, but sources of its own.
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './paths.mjs';

/** All that a build needs of the packages. */
const PACKAGES = ['esbuild', '@esbuild', 'yaml'];

/**
 * Makes a project whose program prints the word of part.ts, and returns its folder. Its packages
 * are those of the checkout, or copies of what a build needs: other users may not see the checkout.
 */
export function makeProject(packages: 'linked' | 'copied'): string {
  const project = realpathSync(mkdtempSync(join(tmpdir(), 'blkdrill-fresh-')));
  const copied = {
    build: readdirSync(join(root, 'harness/build')).filter((file) => /\.[cm]js$/.test(file)),
    bin: ['blkdrill.mjs', 'blkdrill-img.mjs'],
    cli: [],
  };
  for (const [name, files] of Object.entries(copied)) {
    const folder = join('harness', name);
    mkdirSync(join(project, folder), { recursive: true });
    for (const file of files) copyFileSync(join(root, folder, file), join(project, folder, file));
  }
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  if (packages === 'linked') symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
  for (const name of packages === 'copied' ? PACKAGES : []) {
    const target = join(project, 'node_modules', name);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(root, 'node_modules', name), target, { recursive: true });
  }
  writeFileSync(
    join(project, 'harness/cli/blkdrill.ts'),
    "import { word } from './part.ts';\nconsole.log(word);\n",
  );
  writeFileSync(join(project, 'harness/cli/part.ts'), "export const word = 'one';\n");
  return project;
}
