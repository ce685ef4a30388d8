// What the case files use of the engine: the words that may stand in them.
export { errnoByName, errnoName, errnoNames } from '../../engine/base/errno.ts';
export { BLKDEBUG_EVENTS, IO_TYPES } from '../../engine/block/events.ts';
