// Which shard a process takes, by its command line and by what job runners tell.
import { expect, test } from 'vitest';
import { RequestError } from '../../cases/request-error.ts';
import { shardOf, type Variables } from './shard.ts';

const NOTHING = { index: 1, count: 1, origin: 'nothing asks for a part' };

test.each<[string, Variables, number, number]>([
  ['JOB_COMPLETION_INDEX', { JOB_COMPLETION_INDEX: '0', BLKDRILL_SHARDS: '8' }, 1, 8],
  ['AWS_BATCH_JOB_ARRAY_INDEX', awsBatch('7', '8'), 8, 8],
  ['CI_NODE_INDEX', { CI_NODE_INDEX: '3', CI_NODE_TOTAL: '8' }, 3, 8],
  ['SLURM_ARRAY_TASK_ID', slurm('11', '10', '4'), 2, 4],
  ['SLURM_ARRAY_TASK_ID', { ...slurm('12', '0', '4'), SLURM_ARRAY_TASK_STEP: '4' }, 4, 4],
  ['SLURM_ARRAY_TASK_ID', { ...slurm('1', '1', '8'), BLKDRILL_SHARDS: '8' }, 1, 8],
])('%s tells: %j', (name, variables, index, count) => {
  expect(shardOf(undefined, variables)).toEqual({ index, count, origin: `told by ${name}` });
  // What is asked for counts alone.
  expect(shardOf('2/3', variables)).toEqual({ index: 2, count: 3, origin: 'as asked' });
});

test('all of it is taken where nobody tells of a part', () => {
  expect(shardOf(undefined, {})).toEqual(NOTHING);
  expect(shardOf(undefined, { CI_NODE_TOTAL: '1', JOB_COMPLETION_INDEX: '' })).toEqual(NOTHING);
  expect(shardOf(undefined, { BLKDRILL_SHARDS: '1' })).toEqual(NOTHING);
});

test('two runners may say the same', () => {
  const variables = { ...awsBatch('2', '4'), CI_NODE_INDEX: '3', CI_NODE_TOTAL: '4' };
  expect(shardOf(undefined, variables)).toMatchObject({ index: 3, count: 4 });
});

test.each<[Variables, string]>([
  [{ JOB_COMPLETION_INDEX: '3' }, 'JOB_COMPLETION_INDEX is set, and BLKDRILL_SHARDS is not'],
  [{ BLKDRILL_SHARDS: '8' }, 'BLKDRILL_SHARDS is 8, and nothing tells which'],
  [{ CI_NODE_INDEX: '9', CI_NODE_TOTAL: '8' }, 'CI_NODE_INDEX is 9, which is none of 8 numbers'],
  [{ CI_NODE_INDEX: '0', CI_NODE_TOTAL: '8' }, 'CI_NODE_INDEX is 0, which is none of 8 numbers'],
  // An array like 1,3,7: which of the three is the second cannot be told.
  [slurm('7', '1', '3'), 'SLURM_ARRAY_TASK_ID is 7, which is none of 3 numbers from 1 on'],
  [{ SLURM_ARRAY_TASK_ID: '2' }, 'SLURM_ARRAY_TASK_ID is set, and SLURM_ARRAY_TASK_MIN is not'],
  // A single task of an array, started once more.
  [
    { ...slurm('3', '3', '1'), BLKDRILL_SHARDS: '8' },
    'BLKDRILL_SHARDS is 8, and SLURM_ARRAY_TASK_COUNT is 1',
  ],
  [awsBatch('x', '8'), "AWS_BATCH_JOB_ARRAY_INDEX is 'x', which is no whole number"],
  [
    { ...awsBatch('2', '4'), CI_NODE_INDEX: '2', CI_NODE_TOTAL: '4' },
    'there are two shards: 3/4 told by AWS_BATCH_JOB_ARRAY_INDEX, and 2/4 told by CI_NODE_INDEX',
  ],
])('%j contradicts itself', (variables, message) => {
  expect(() => shardOf(undefined, variables)).toThrow(RequestError);
  expect(() => shardOf(undefined, variables)).toThrow(message);
});

test.each(['0/8', '9/8', '8', '1/0', 'a/b', '1/8/2', ''])("'--shard %s' is none", (word) => {
  expect(() => shardOf(word, {})).toThrow(`'--shard' needs I/N, as in 1/8 to 8/8, not '${word}'`);
});

function awsBatch(index: string, size: string): Variables {
  return { AWS_BATCH_JOB_ARRAY_INDEX: index, AWS_BATCH_JOB_ARRAY_SIZE: size };
}

function slurm(id: string, lowest: string, count: string): Variables {
  return {
    SLURM_ARRAY_TASK_ID: id,
    SLURM_ARRAY_TASK_MIN: lowest,
    SLURM_ARRAY_TASK_COUNT: count,
  };
}
