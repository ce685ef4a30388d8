// Words about snapshots: their list, and why one cannot be made.
import { errnoByText } from '../../../engine/index.ts';
import { patternWording, type Release, type Wording } from './wording.ts';

/** Not in 7.2 and in 10.0; when between was not measured. */
const SINCE: Release = [10, 0];

const HEADING = 'ID      TAG               VM_SIZE                DATE        VM_CLOCK     ICOUNT';
const RECORDED_HEADING =
  'ID        TAG               VM SIZE                DATE     VM CLOCK     ICOUNT';

/** Id, name, size of the state, date, clock of the machine, instructions or none. */
const ROW = new RegExp(
  [
    /^(\S*) +(.*?) +(\S+ \S*B)/,
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

function recordedRow(line: string): string | undefined {
  const [, id = '', tag = '', size = '', date = '', hours = '', rest = '', icount = ''] =
    ROW.exec(line) ?? [];
  if (date === '') return undefined;
  const clock = `${String(Number(hours)).padStart(2, '0')}:${rest}`;
  const columns = [date.padStart(20), clock.padStart(13)];
  const counted = (icount === '--' ? '' : icount).padStart(11);
  return [padded(id, 9), padded(tag, 16), size.padStart(8)].join(' ').concat(...columns, counted);
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
