// The manifests of harness/ci: what their runners ask of them, and what a soak in shards needs.
// Written by hand: the packages with schemas of these runners bring two dozen others (Kubernetes),
// do not load in Node 20 as they are (GitHub), or are whole programs (GitLab).
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../../build/paths.mjs';
import { COMMANDS } from '../commands.ts';
import { parseCommand } from '../parse.ts';
import { shardOf, type Variables } from './shard.ts';

const folder = join(root, 'harness', 'ci');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** The words behind `blkdrill.mjs COMMAND` in lines of a shell, with these variables filled in. */
function wordsOf(text: string, command: string, variables: Variables): readonly string[] {
  const line = text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .find((one) => one.includes(`blkdrill.mjs ${command} `));
  const filled = (line ?? '').replaceAll(
    /\$\{\{ *(\S+) *\}\}|\$(\w+)/g,
    (_all, expression = '', name = '') => variables[expression + name] ?? 'NOTHING',
  );
  const [, rest = ''] = filled.split(`blkdrill.mjs ${command} `);
  return rest.trim().replaceAll('"', '').split(/\s+/);
}

/** What the eight shards of a manifest ask for: parsed as blkdrill parses it. */
async function soaks(text: string, of: (at: number) => Variables) {
  const command = COMMANDS.find(({ name }) => name === 'soak');
  if (command === undefined) throw new Error('there is no command soak');
  return await Promise.all(
    Array.from({ length: 8 }, async (_none, at) => {
      const parsed = await parseCommand(command, wordsOf(text, 'soak', of(at)), 'blkdrill soak');
      if (parsed === 'told') throw new Error('it asks for the help');
      const { request } = parsed;
      const { index, count } = shardOf(request.last('shard'), of(at));
      const last = (name: string) => request.last(name);
      const output = last('output') ?? '';
      return { index, count, seed: last('seed'), minutes: last('minutes'), output };
    }),
  );
}

/** Each shard once, one seed, a file for each. */
async function expectWhole(text: string, of: (at: number) => Variables): Promise<void> {
  const asked = await soaks(text, of);
  expect(asked.map(({ index, count }) => `${index}/${count}`)).toEqual(
    Array.from({ length: 8 }, (_none, at) => `${at + 1}/8`),
  );
  expect(new Set(asked.map(({ seed, minutes }) => `${seed} ${minutes}`)).size).toBe(1);
  expect(asked[0]).toMatchObject({ seed: '77', minutes: '300' });
  const outputs = new Set(asked.map(({ output }) => output));
  expect(outputs.size).toBe(8);
  for (const output of outputs) expect(output).toMatch(/^(\/results\/)?soak-[\d-]+\.ndjson$/);
}

test('the folder holds these five, and no host and no registry is named', () => {
  const names = readdirSync(folder).toSorted();
  expect(names).toEqual([
    'github-workflow.yaml',
    'gitlab-ci.yaml',
    'kubernetes-job.yaml',
    'qemu-of-suite.sh',
    'slurm.sbatch',
  ]);
  for (const name of names) expect(read(name)).not.toMatch(/https?:|\w\.(com|io|org|net)\b/);
});

test('GitHub: a matrix of eight, of which each is merged', async () => {
  const { on, jobs } = parse(read('github-workflow.yaml'));
  expect(Object.keys(on)).toEqual(['schedule', 'workflow_dispatch']);
  expect(on.schedule[0].cron.split(' ')).toHaveLength(5);
  const { soak, merge } = jobs;
  for (const { 'runs-on': runner, steps } of [soak, merge]) {
    expect(runner).toBe('ubuntu-latest');
    for (const step of steps) expect('uses' in step).toBe(!('run' in step));
  }
  const { shard } = soak.strategy.matrix;
  expect(soak.strategy['fail-fast']).toBe(false);
  expect(soak['timeout-minutes']).toBeGreaterThan(300);
  const run = soak.steps.find((step: { run?: string }) => step.run?.includes(' soak ')).run;
  await expectWhole(run, (at) => ({
    'github.run_number': '77',
    'matrix.shard': String(shard[at]),
    'strategy.job-total': String(shard.length),
  }));
  expect(merge.needs).toBe('soak');
  expect(soak.steps.at(-1)).toMatchObject({ if: 'always()', with: { name: /soak/ } });
  expect(merge.steps.some((step: { run?: string }) => step.run?.includes(' merge '))).toBe(true);
});

test('GitLab: eight in parallel, whose files are kept and merged', async () => {
  const { soak, merge, '.blkdrill': shared } = parse(read('gitlab-ci.yaml'));
  expect([soak.extends, merge.extends]).toEqual(['.blkdrill', '.blkdrill']);
  expect(shared).toMatchObject({ image: 'node:20', before_script: ['npm ci'] });
  const total = String(soak.parallel);
  await expectWhole(soak.script.join('\n'), (at) => ({
    CI_PIPELINE_IID: '77',
    CI_NODE_INDEX: String(at + 1),
    CI_NODE_TOTAL: total,
  }));
  expect(soak.artifacts).toEqual({ when: 'always', paths: ['soak-*.ndjson'] });
  expect(merge.needs).toEqual(['soak']);
  expect(merge.script[0]).toContain(' merge soak-*.ndjson --output soak.ndjson');
});

test('Kubernetes: an indexed Job that tells how many there are', async () => {
  const { apiVersion, kind, spec } = parse(read('kubernetes-job.yaml'));
  expect([apiVersion, kind, spec.completionMode]).toEqual(['batch/v1', 'Job', 'Indexed']);
  expect(spec.parallelism).toBe(spec.completions);
  const { containers, restartPolicy, volumes } = spec.template.spec;
  expect(restartPolicy).toBe('Never');
  const [container] = containers;
  const counted = { name: 'BLKDRILL_SHARDS', value: String(spec.completions) };
  expect(container.env).toEqual([counted]);
  expect(container.command).toEqual(['sh', '-c']);
  await expectWhole(container.args[0].replace('--seed 7', '--seed 77'), (at) => ({
    JOB_COMPLETION_INDEX: String(at),
    BLKDRILL_SHARDS: counted.value,
  }));
  expect(volumes[0].name).toBe(container.volumeMounts[0].name);
  expect(container.volumeMounts[0].mountPath).toBe('/results');
});

test('Slurm: an array that bash can read', async () => {
  const text = read('slurm.sbatch');
  const checked = spawnSync('bash', ['-n', join(folder, 'slurm.sbatch')], { encoding: 'utf8' });
  expect({ status: checked.status, stderr: checked.stderr }).toEqual({ status: 0, stderr: '' });
  // What Slurm reads stands in front of the first command.
  const [head = ''] = text.split('\nset -');
  const options = [...text.matchAll(/^#SBATCH --([a-z-]+)(?:=(\S+))?$/gm)];
  expect(options.length).toBe([...head.matchAll(/^#SBATCH/gm)].length);
  const array = options.find(([, name]) => name === 'array')?.[2];
  expect(array).toBe('1-8');
  await expectWhole(text, (at) => ({
    seed: '77',
    SLURM_CPUS_PER_TASK: '2',
    SLURM_ARRAY_TASK_ID: String(at + 1),
    SLURM_ARRAY_TASK_MIN: '1',
    SLURM_ARRAY_TASK_COUNT: '8',
  }));
});
