// What the programs say about themselves. Only the first lines are those of the tools they stand in
// for.

import { type Behaviour, BEHAVIOURS } from '../../../engine/index.ts';

const [{ version: usual }, ...later] = BEHAVIOURS as readonly [Behaviour, ...Behaviour[]];
/** The versions whose behaviour there is. */
const VERSIONS = `${usual} (usual), ${later.map(({ version }) => version).join(' or ')}`;

/** The version line: `measuredWith` are the tools whose behaviour is reproduced. */
export const versionText = (
  name: 'qemu-img' | 'qemu-io',
  { measuredWith }: Pick<Behaviour, 'measuredWith'>,
): string =>
  `${name} version ${measuredWith} (blkdrill)\n` +
  'A stand-in that behaves as the tool of that version does.\n';

/** How qemu-io is called. */
export const ioHelp = (): string => `Usage: qemu-io [OPTIONS]... [-c STRING]... [file]
Reads and writes disk images from a command line, with blkdrill's own engine.

  -c, --cmd COMMAND     run this command; may be given many times
  -f, --format FMT      do not guess the format
      --image-opts      the file is given as key=value,...
  -r, --read-only       open read-only
  -n, --nocache         the same as -t none
  -t, --cache MODE      writethrough, writeback, none, directsync or unsafe
  -d, --discard MODE    ignore (off) or unmap (on)
  -i, --aio MODE        threads, native or io_uring; makes no difference
  -U, --force-share     share the image; read-only
  -h, --help            print this and exit
  -V, --version         print the version and exit
      --behaves-as V    whose behaviour: ${VERSIONS}; before all else

'qemu-io -c help' lists the commands.
`;

/** How qemu-img is called: the lines of the verbs in `syntax`. */
export const imgHelp = (
  syntax: readonly string[],
  behaviour: Behaviour,
): string => `${versionText('qemu-img', behaviour)}\
usage: qemu-img [standard options] command [command options]
Makes, checks and describes disk images, with blkdrill's own engine.

    '-h', '--help'       print this and exit
    '-V', '--version'    print the version and exit
    '--behaves-as'       whose behaviour: ${VERSIONS}; before all else

Commands:
${syntax.map((line) => `  ${line}\n`).join('')}`;
