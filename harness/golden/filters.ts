// Turns what programs print into text that every run repeats: times, names of the format, file-
// system figures. Each filter takes the text of one program run and returns it changed.
import { DRIVERS } from '../../engine/index.ts';
import { STANDSTILL } from '../commands/shared/standstill.ts';

/**
 * Of a line of qemu-io that could not go on only that is left: the real tools are ended then, and
 * how much they had printed is a matter of their buffers.
 */
function standstillOf(text: string): string {
  const told = `qemu-io: ${STANDSTILL}\n`;
  return text.includes(told) ? told : text;
}

/**
 * Times and rates of qemu-io, its prompts, process numbers of crashes, and names that it makes up:
 * of nodes and of temporary files.
 */
export const filterIo = (text: string): string =>
  standstillOf(text)
    .replaceAll('\r', '')
    .replaceAll(
      /\d+ ops; [\d/:. sec]+ \((?:inf|[\d.]+) \w+\/sec and (?:inf|[\d.]+) ops\/sec\)/g,
      'X ops; XX:XX:XX.X (XXX YYY/sec and XXX ops/sec)',
    )
    .replaceAll(/#block\d+/g, 'NODE_NAME')
    .replaceAll(/'[^']*\/vl\.\w{6}'/g, "'TEMPORARY_FILE'")
    .replaceAll(/: line \d+: +\d+ (Aborted|Killed)/g, ': $1')
    .replaceAll('qemu-io> ', '');

/** Formats with a mark of their own that images can be made in: what cases are about. */
const FORMATS = [...DRIVERS.values()]
  .filter(({ probe, creation }) => probe !== undefined && creation !== undefined)
  .map(({ name }) => name)
  // A name that begins with another one goes first.
  .toSorted((one, other) => other.length - one.length);

/** Every mention of an image format that cases are about. */
export const filterFormat = (text: string): string =>
  FORMATS.reduce((filtered, name) => filtered.replaceAll(name, 'IMGFMT'), text);

/** Options of a `Formatting` line in the order in which they are shown; all others are left out. */
const SHOWN_OPTIONS = ['fmt', 'size', 'backing', 'data_file', 'encryption', 'preallocation'];

/** The `Formatting` line of create: the options that matter, in a fixed order. */
export function filterCreate(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const start = line.startsWith('Formatting') ? line.indexOf(', fmt=') : -1;
      if (start < 0) return line;
      const options = line.slice(start + 2).split(/ (?=[a-z_.-]+=)/);
      const shown = SHOWN_OPTIONS.flatMap((name) =>
        options.filter((option) => option.startsWith(name)).toSorted(),
      );
      return `${line.slice(0, start)}, ${shown.join(' ')}`;
    })
    .join('\n');
}

/** What any verb of qemu-img may print: `Formatting`, and the time that bench took. */
export const filterImg = (text: string): string =>
  filterInfo(filterCreate(text)).replaceAll(
    /^Run completed in [\d.]+ seconds\.$/gm,
    'Run completed in X.XXX seconds.',
  );

const dropLines = (text: string, isDropped: (line: string) => boolean): string =>
  text
    .split('\n')
    .filter((line) => !isDropped(line))
    .join('\n');

/** Names that QEMU makes up for nodes, with random digits in them. */
export const filterNodeNames = (text: string): string =>
  text.replaceAll(/#block\d+/g, 'NODE_NAME');

/** Dates of snapshots, in the list and in JSON: two runs cannot share them. */
export const filterDates = (text: string): string =>
  text
    .replaceAll(/\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\b/g, 'YYYY-MM-DD hh:mm:ss')
    .replaceAll(/("date-n?sec": )\d+/g, '$1DATE');

/**
 * Bytes on the device, which depend on the file system below, and what is left to chance or to the
 * speed of the machine when a key is made.
 */
export const filterInfo = (text: string): string =>
  dropLines(text, (line) => /^disk size: /.test(line))
    .replaceAll(/("actual-size": )\d+/g, '$1SIZE')
    .replaceAll(/(\biters"?: )\d+/g, '$1NUMBER')
    .replaceAll(/(\buuid(?:": "|: ))[-0-9a-f]{36}/g, '$1UUID');
