// Sources of the project as CommonJS, each transformed once: esbuild finds what a program is made
// of, and gives a text for each module.
import { basename, resolve } from 'node:path';
import { build, transform, type BuildOptions } from 'esbuild';
import { type Modules, URL_NAME } from './module-graph.ts';

const OPTIONS = {
  define: { 'import.meta.url': URL_NAME, 'import.meta.dirname': '__dirname' },
  format: 'cjs',
  logLevel: 'silent',
  platform: 'node',
  target: 'node20.19',
  // As in tsconfig.json, which is read for files and not for texts. Imports stay that a change has
  // made needless: a text differs from another where the change stands, and nowhere else.
  tsconfigRaw: { compilerOptions: { alwaysStrict: true, verbatimModuleSyntax: true } },
} as const satisfies BuildOptions;

/** One TypeScript text. Throws esbuild's error where it is wrong. */
export async function toCommonJs(file: string, text: string): Promise<string> {
  // That sources are modules stands in package.json, which is read for files and not for texts.
  const sourcefile = file.replace(/\.ts$/, '.mts');
  const { code } = await transform(text, { ...OPTIONS, loader: 'ts', sourcefile });
  return code;
}

/** All modules that the program of `entry`, a path from `root`, is made of; packages stay out. */
export async function modulesOf(root: string, entry: string): Promise<Modules> {
  const common = { ...OPTIONS, absWorkingDir: root, write: false } as const;
  const { metafile } = await build({
    ...common,
    entryPoints: [entry],
    bundle: true,
    packages: 'external',
    metafile: true,
  });
  const files = Object.keys(metafile.inputs);
  // Numbered: names of files outside of the root would be changed.
  const { outputFiles } = await build({
    ...common,
    entryPoints: files.map((file, index) => ({ in: resolve(root, file), out: `${index}` })),
    outdir: root,
  });
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path, '.js'), text]));
  return Object.fromEntries(files.map((file, index) => [file, texts.get(`${index}`) ?? '']));
}
