// What guests asked for while an I/O or a change of the files was made: on an engine of others that
// is the request of its protocol that it did not do as it should.
import type { RecordedChange } from '../../engine/index.ts';
import type { GuestRequest } from '../commands/shared/guest-watch.ts';
import type { GuestLog } from '../oracle/guest-log.ts';

/** 'write 512 at 0x1f000'. */
const requestWords = ({ kind, offset, length }: GuestRequest): string => {
  if (kind === 'flush') return kind;
  if (kind === 'truncate') return `resize to ${offset}`;
  return `${kind} ${length} at 0x${offset.toString(16)}`;
};

/** Requests in words; where there is none the image is being opened or closed. */
export const askedWords = (requests: readonly GuestRequest[]): string =>
  requests.length === 0 ? 'its opening or closing' : requests.map(requestWords).join(', ');

/** Requests other than reads that were under way when the change was issued. */
export const askedDuring = (
  { requests }: GuestLog,
  { issuedAt }: RecordedChange,
): readonly GuestRequest[] =>
  requests.filter(
    ({ issued, ended }) =>
      issued.moment < issuedAt && (ended === undefined || issuedAt <= ended.moment),
  );
