// The variables of the environment that blkdrill looks at, with what each of them does.

/** In the order of the helps. */
export const VARIABLES = {
  BLKDRILL_TMPDIR:
    "where scratch folders are made (default: the system's folder for temporary files)",
  BLKDRILL_ANY_QEMU: 'take tools of other versions than 7.2 as well',
  CI: 'no colours, no progress, and goldens are not written',
  NO_COLOR: 'no colours',
  FORCE_COLOR: 'colours also where the output is no terminal',
  PATH: 'where the real tools are looked for',
  XDG_CACHE_HOME: 'where compiled functions are kept if not beside the bundles',
  BLKDRILL_SHARDS: 'how many shards there are, where a job runner does not tell',
  JOB_COMPLETION_INDEX: 'the shard, from 0, in an indexed Job of Kubernetes',
  SLURM_ARRAY_TASK_ID: 'the shard in an array of Slurm, with the three below',
  SLURM_ARRAY_TASK_MIN: 'the first ID of the array',
  SLURM_ARRAY_TASK_STEP: 'how far its IDs are apart (default: 1)',
  SLURM_ARRAY_TASK_COUNT: 'how many IDs it has',
  AWS_BATCH_JOB_ARRAY_INDEX: 'the shard, from 0, in an array of AWS Batch',
  AWS_BATCH_JOB_ARRAY_SIZE: 'how many jobs it has',
  CI_NODE_INDEX: 'the shard, from 1, in a parallel job of GitLab',
  CI_NODE_TOTAL: 'how many of these there are',
} as const;

export type VariableName = keyof typeof VARIABLES;
