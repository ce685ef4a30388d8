// Words about snapshots: their list, and why one cannot be made.
import { errnoByText } from '../../../engine/index.ts';
import { patternWording, type Release, type Wording } from './wording.ts';

/** Not in 7.2 and in 10.0; when between was not measured. */
const SINCE: Release = [10, 0];

const HEADING = 'ID      TAG               VM_SIZE                DATE        VM_CLOCK     ICOUNT';
const RECORDED_HEADING =
  'ID        TAG               VM SIZE                DATE     VM CLOCK     ICOUNT';

/** Id and name, size of the state, date, clock of the machine, instructions or none. */
const ROW = new RegExp(
  [
    /^((.*?) +(\S+ \S*B))/,
    / (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) +(\d{4,}):(\d\d:\d\d\.\d{3}) +(-?\d+|--)$/,
  ]
    .map(({ source }) => source)
    .join(''),
);

/** Columns are as wide as their bytes; of bytes that are no text each is shown by a sign. */
function padded(text: string, width: number): string {
  const bytes = Buffer.byteLength(text.replaceAll('\uFFFD', '?'));
  return text + ' '.repeat(Math.max(0, width - bytes));
}

/** Id, name and size in the widths of a list: of the id, then of the name. */
const front = (id: string, tag: string, size: string, widths: readonly [number, number]): string =>
  [padded(id, widths[0]), padded(tag, widths[1]), size.padStart(8)].join(' ');

/** Id and name of a line that begins with `shown`: both may have spaces in them. */
function namesIn(shown: string, names: string, size: string): [string, string] | undefined {
  for (let at = 0; at <= names.length; at += 1) {
    const [id, tag] = [names.slice(0, at).trimEnd(), names.slice(at).trimStart()];
    if (front(id, tag, size, [7, 16]) === shown) return [id, tag];
  }
  return undefined;
}

function recordedRow(line: string): string | undefined {
  const [, shown = '', names = '', size = '', date = '', hours = '', rest = '', icount = ''] =
    ROW.exec(line) ?? [];
  const found = namesIn(shown, names, size);
  if (found === undefined) return undefined;
  const clock = `${String(Number(hours)).padStart(2, '0')}:${rest}`;
  const columns = [date.padStart(20), clock.padStart(13)];
  const counted = (icount === '--' ? '' : icount).padStart(11);
  return front(...found, size, [9, 16]).concat(...columns, counted);
}

/** Other widths and headings of the list, and a mark where there is no count of instructions. */
export const SNAPSHOT_LIST: Wording = {
  name: 'columns of snapshot lists',
  since: SINCE,
  toRecorded(text, acted) {
    let isInList = false;
    return text
      .split('\n')
      .map((line) => {
        const recorded = line === HEADING ? RECORDED_HEADING : isInList && recordedRow(line);
        isInList = typeof recorded === 'string';
        if (typeof recorded !== 'string') return line;
        acted();
        return recorded;
      })
      .join('\n');
  },
};

/** `Could not create snapshot 'x': ERROR`: the number of the error is not there any more. */
export const SNAPSHOT_ERROR = patternWording(
  'why a snapshot fails, without the number of the error',
  SINCE,
  /^(qemu-img: Could not create snapshot '.*'): ([A-Z][^:()\n]*)$/gm,
  (before = '', error = '') => {
    const errno = errnoByText(error);
    return errno === undefined ? `${before}: ${error}` : `${before}: -${errno} (${error})`;
  },
);
