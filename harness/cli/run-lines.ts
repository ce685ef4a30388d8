// Runs command lines on our own engine, on files of a folder: a process for images that may cost
// any time or memory, started and measured by harness/engines/child.ts.
//
// The folder holds lines.json and, as in.NAME, the files. After each line one JSON object goes to
// the standard output; out.INDEX.NAME is a file that the line has changed.
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { behaviourOf, QEMU_7_2 } from '../../engine/index.ts';
import { NativeEngine } from '../engines/native.ts';
import type { ChildAnswer, ChildJob } from '../engines/child.ts';
import { peakMemory } from '../host/peak-memory.mjs';
import { watchCrashes } from './crash.ts';

watchCrashes('run-lines');
const folder = process.argv[2] ?? '.';
const job = JSON.parse(readFileSync(join(folder, 'lines.json'), 'utf8')) as ChildJob;
const behaviour = behaviourOf(job.behavesAs ?? QEMU_7_2.version);
const engine = new NativeEngine({ behaviour, keepsTrace: false });
const known = new Map<string, Uint8Array>();
for (const name of job.files) {
  const bytes = readFileSync(join(folder, `in.${name}`));
  engine.writeFile(name, bytes);
  known.set(name, bytes);
}

for (const [index, { program, argv }] of job.lines.entries()) {
  const before = process.cpuUsage();
  const { text, status } = engine.run(program, argv);
  const { user, system } = process.cpuUsage(before);
  const bytes = peakMemory();
  const lengths: Record<string, number> = {};
  for (const name of job.files) {
    const length = engine.fileSize(name);
    if (length === undefined) continue;
    lengths[name] = length;
    if (length <= job.maxKept) keep(index, name);
  }
  const answer: ChildAnswer = { text, status, seconds: (user + system) / 1e6, bytes, lengths };
  writeSync(1, `${JSON.stringify(answer)}\n`);
}

function keep(index: number, name: string): void {
  const now = engine.readFile(name);
  const then = known.get(name);
  if (then !== undefined && Buffer.compare(now, then) === 0) return;
  known.set(name, now);
  writeFileSync(join(folder, `out.${index}.${name}`), now);
}
