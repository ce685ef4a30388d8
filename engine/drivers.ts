// The table of drivers that every graph is opened with.
import type { Driver } from './block/open.ts';
import { blklogwritesDriver } from './filters/blklogwrites.ts';
import { blkverifyDriver } from './filters/blkverify.ts';
import { compressDriver } from './filters/compress.ts';
import { copyBeforeWriteDriver } from './filters/copy-before-write/driver.ts';
import { copyOnReadDriver } from './filters/copy-on-read.ts';
import { blkdebugDriver } from './filters/blkdebug/driver.ts';
import { preallocateDriver } from './filters/preallocate.ts';
import { quorumDriver } from './filters/quorum.ts';
import { throttleDriver } from './filters/throttle.ts';
import { qcow2Driver } from './qcow2/driver/driver.ts';
import { FOREIGN_FORMATS } from './formats/raw/foreign-formats.ts';
import { luksDriver } from './formats/luks/driver.ts';
import { rawDriver } from './formats/raw/raw.ts';
import { fileDriver, hostCdromDriver, hostDeviceDriver } from './storage/file-driver.ts';
import { nbdDriver } from './storage/nbd.ts';
import { nullAioDriver, nullDriver } from './storage/null.ts';

/** All drivers by name. */
export const DRIVERS: ReadonlyMap<string, Driver> = new Map(
  [
    fileDriver,
    hostDeviceDriver,
    hostCdromDriver,
    nullDriver,
    nullAioDriver,
    blkdebugDriver,
    nbdDriver,
    blklogwritesDriver,
    blkverifyDriver,
    copyBeforeWriteDriver,
    copyOnReadDriver,
    compressDriver,
    preallocateDriver,
    quorumDriver,
    throttleDriver,
    rawDriver,
    luksDriver,
    ...FOREIGN_FORMATS,
    qcow2Driver,
  ].map((driver) => [driver.name, driver]),
);
