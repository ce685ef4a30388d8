// What the commands use of the engine.
export type { Storage } from '../../engine/storage/storage.ts';
export type { BlockNode } from '../../engine/block/node.ts';
export type { ChoiceSource } from '../../engine/task/scheduler.ts';
