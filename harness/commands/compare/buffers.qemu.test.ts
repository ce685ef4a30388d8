// Requests of about 1,024 buffers: how many the real tool takes, with and without those that pad a
// request to whole sectors.
import { compareLines } from '../../testing/compare-lines.ts';
import { qcow2, raw } from '../../testing/program-files.ts';

/** So many equal lengths. */
const lengths = (length: number, count: number): string =>
  Array.from({ length: count }, () => length).join(' ');

const BLKDEBUG = '--image-opts driver=blkdebug,align=512,image.driver=null-co,image.size=4M';
const NULL = '--image-opts driver=null-co,size=4M';

compareLines(
  'raw',
  [
    `io -f raw -c 'writev 0 ${lengths(1, 1024)}' r.raw`,
    `io -f raw -c 'writev 0 ${lengths(1, 1025)}' r.raw`,
    `io -f raw -c 'writev 3 ${lengths(1, 1025)}' r.raw`,
    `io -f raw -c 'readv 0 ${lengths(16, 1024)}' r.raw`,
    `io -f raw -c 'readv 0 ${lengths(16, 1025)}' r.raw`,
    `io -f raw -c 'aio_write 0 ${lengths(16, 1025)}' r.raw`,
    `io -f raw -c 'aio_read 0 ${lengths(16, 1025)}' r.raw`,
    `io ${BLKDEBUG} -c 'writev 512 ${lengths(512, 1024)}'`,
    `io ${BLKDEBUG} -c 'writev 1 ${lengths(1, 1022)}'`,
    `io ${BLKDEBUG} -c 'writev 1 ${lengths(1, 1023)}'`,
    `io ${BLKDEBUG} -c 'writev 0 ${lengths(1, 1023)}'`,
    `io ${BLKDEBUG} -c 'readv 0 ${lengths(513, 1024)}'`,
    `io ${NULL} -c 'writev 1 ${lengths(1, 1025)}' -c 'readv 0 ${lengths(1, 2000)}'`,
  ],
  raw,
);

compareLines(
  'qcow2',
  [
    `io -f qcow2 -c 'writev 0 ${lengths(16, 1024)}' q.qcow2`,
    `io -f qcow2 -c 'writev 0 ${lengths(16, 1025)}' q.qcow2`,
    `io -f qcow2 -c 'write 0 64k' -c 'readv 0 ${lengths(16, 1025)}' q.qcow2`,
    `io -f qcow2 -c 'aio_write 0 ${lengths(1, 1025)}' q.qcow2`,
  ],
  qcow2,
);
