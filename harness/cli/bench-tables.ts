// What the benchmarks print.
import { didYouMean } from '../shapes/problem.ts';
import { RequestError } from '../cases/request-error.ts';
import { measureCiphers } from '../bench/ciphers.ts';
import { measureCrashStates } from '../bench/crash-states.ts';
import { measureFaultCases } from '../bench/fault-case.ts';
import { measureFaultSweeps } from '../bench/fault-sweep.ts';
import { measureChains } from '../bench/chains.ts';
import { measureConvert } from '../bench/convert-speed.ts';
import { measureProtocol } from '../bench/protocol-speed.ts';
import { measureSuite } from '../bench/suite-speed.ts';
import { REFERENCE } from '../bench/reference-build.ts';
import { measureStartUp } from '../bench/start-up.ts';
import { measureWrites } from '../bench/overwrites.ts';
import {
  countsText,
  createText,
  memoryText,
  openingText,
  writesText,
} from '../bench/overlap/report.ts';
import { median } from '../bench/median.ts';
import { GUESTS, pricesOf, ratesOf, sumOf } from '../bench/strict-price.ts';
import { root } from '../build/paths.mjs';
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import { NATIVE } from '../engines/native.ts';
import { formatTable } from '../bench/table.ts';
import type { Request } from './command.ts';

const ms = (value: number): string => `${value.toFixed(1)} ms`;
const times = (value: number): string => `${value.toFixed(2)} x`;

function printWrites(): void {
  const rows = measureWrites().map(({ what, writes, perSecond }) => [
    what,
    String(writes),
    `${Math.round(perSecond)} /s`,
  ]);
  console.log('4 KiB writes: qcow2 (64 KiB clusters) on blkdebug on memory, verified, median of 5');
  console.log(formatTable([['', 'writes', 'rate'], ...rows]));
}

function printSuite(): void {
  const found = measureSuite('026');
  const { nativeMs, qemuMs, onceMs, bareMs, processes } = found;
  const overhead = (onceMs / bareMs - 1) * 100;
  const sign = overhead < 0 ? '' : '+';
  console.log(`suite 026 at --jobs 1, files in ${found.folder}, median of 5`);
  console.log(
    formatTable([
      [NATIVE.name, ms(nativeMs)],
      ['--engine qemu', ms(qemuMs), times(qemuMs / nativeMs)],
      ['--engine qemu, each step once', ms(onceMs), times(onceMs / nativeMs)],
      [`its ${processes} processes, bare`, ms(bareMs), `adapter ${sign}${overhead.toFixed(1)} %`],
    ]),
  );
}

function printStartUp(): void {
  const rows = measureStartUp().map(({ program, ms: taken, ratio }) => [
    program,
    ms(taken),
    times(ratio),
  ]);
  console.log('start-up, median of 30');
  console.log(formatTable(rows));
}

function printFaultCases(): void {
  const rows = [512, 4096, 65536].map((size) => {
    const { clusterSize, perSecond, perCpuSecond } = measureFaultCases(size);
    const rates = [perSecond, perCpuSecond].map((rate) => `${Math.round(rate)} /s`);
    return [`${clusterSize} bytes`, ...rates];
  });
  console.log('create, write, fail a write, check: cases on our engine, in process, median of 5');
  console.log(formatTable([['cluster size', 'by the clock', 'by processor time'], ...rows]));
}

function printFaultSweep(): void {
  const rows = measureFaultSweeps([512, 4096, 65536]).map((found) => {
    const { clusterSize, states, distinct, perCpuSecond, casesPerCpuSecond, ratio } = found;
    const rates = [perCpuSecond, casesPerCpuSecond].map((rate) => `${Math.round(rate)} /s`);
    return [`${clusterSize} bytes`, String(states), String(distinct), ...rates, times(ratio)];
  });
  const cases = `fault cases at ${REFERENCE}`;
  const head = ['cluster size', 'states', 'different', 'states', cases, 'ratio'];
  console.log('every I/O of a 64 KiB write fails in four ways, judged; by processor time, in turn');
  console.log(formatTable([head, ...rows]));
}

function printCrashStates(): void {
  const rate = (value: number): string => `${Math.round(value)} /s`;
  const rows = [512, 4096, 65536].map((size) => {
    const found = measureCrashStates(size);
    const { distinct, perCpuSecond, realPerCpuSecond, ratio, states, statesPerCpuSecond } = found;
    const both = [rate(perCpuSecond), rate(realPerCpuSecond), times(ratio)];
    return [`${size} bytes`, String(distinct), ...both, String(states), rate(statesPerCpuSecond)];
  });
  const both = ['different images', 'judged', 'by the real tools', 'ratio'];
  console.log('crash states of a 64 KiB write, by processor time, in turn');
  console.log(formatTable([['cluster size', ...both, 'all states', 'judged'], ...rows]));
}

function printProtocol(): void {
  const rows = measureProtocol().map(({ what, behindPipes, busy, inProcess }) => [
    what,
    `${Math.round(behindPipes)} /s`,
    `${(busy * 1000).toFixed(0)} us`,
    `${Math.round(inProcess)} /s`,
    times(behindPipes / inProcess),
  ]);
  console.log('requests of the engine protocol, by the clock, in turn, median of 5');
  const head = ['', 'in a process of its own', 'processor time here', 'in this one', 'ratio'];
  console.log(formatTable([head, ...rows]));
}

function printConvert(): void {
  const rows = measureConvert().map(({ way, oursMs, realMs }) => [
    way,
    ms(oursMs),
    times(oursMs / realMs),
  ]);
  console.log('convert of 1 GiB, half of it filled, against the real qemu-img, median of 3');
  console.log(formatTable(rows));
}

function printChains(): void {
  const rows = measureChains().map(({ what, realMs, oursMs }) => [
    what,
    ms(realMs),
    ms(oursMs),
    times(oursMs / realMs),
  ]);
  console.log('a half-filled disk of 1 GiB, median of 3');
  console.log(formatTable([['', 'qemu-img', 'blkdrill-img', 'ratio'], ...rows]));
}

function printStrict(): void {
  const cases = selectCases(root, ALL_CASES).filter(
    ({ engines, groups }) => engines.includes('native') && !groups.includes('strict'),
  );
  const prices = pricesOf(cases);
  const { usual, strict } = sumOf(prices);
  const rows = (['flushes', 'writes', 'bytes'] as const).map((what) => [
    what,
    String(usual[what]),
    String(strict[what]),
    times(strict[what] / usual[what]),
  ]);
  console.log(`crash-safety=strict beside the usual order: the steps of ${cases.length} cases`);
  console.log(formatTable([['', 'usual', 'strict', 'ratio'], ...rows]));
  const ratios = prices.flatMap(({ usual: before, strict: after }) =>
    before.flushes === 0 ? [] : [after.flushes / before.flushes],
  );
  console.log(`flushes of a case: ${times(median(ratios))} in the middle`);
  const rates = GUESTS.map((guest) => {
    const found = ratesOf(guest);
    const [before, after] = [found.usual, found.strict].map((rate) => String(Math.round(rate)));
    return [guest.what, before ?? '', after ?? '', times(found.ratio)];
  });
  console.log('4 KiB writes a second of processor time, in memory, in turn, median of 7');
  console.log(formatTable([['', 'usual', 'strict', 'ratio'], ...rates]));
}

function printCiphers(): void {
  const rows = measureCiphers().map(({ what, written, read }) => [
    what,
    `${Math.round(written)} MiB/s`,
    `${Math.round(read)} MiB/s`,
  ]);
  console.log('8 MiB of a disk in memory, the opening with its password included, median of 3');
  console.log(formatTable([['', 'written', 'read'], ...rows]));
}

const BENCHMARKS: ReadonlyMap<string, () => void> = new Map([
  ['writes', printWrites],
  ['suite', printSuite],
  ['start-up', printStartUp],
  ['fault-case', printFaultCases],
  ['fault-sweep', printFaultSweep],
  ['crash-states', printCrashStates],
  ['chains', printChains],
  ['convert', printConvert],
  ['protocol', printProtocol],
  ['strict', printStrict],
  ['ciphers', printCiphers],
  ['overlap-create', () => console.log(createText())],
  ['overlap-counts', () => console.log(countsText())],
  ['overlap-writes', () => console.log(writesText())],
  ['overlap-opening', () => console.log(openingText())],
  ['overlap-memory', () => console.log(memoryText())],
]);

/** 'overlap' stands for all whose names begin so. */
const means = (asked: string, name: string): boolean =>
  name === asked || name.startsWith(`${asked}-`);

/** Runs the benchmarks that `request` asks for. Returns the exit status. Throws RequestError. */
export function bench(request: Request): number {
  const { words } = request;
  const names = [...BENCHMARKS.keys()];
  if (request.has('list')) {
    console.log(names.join('\n'));
    return 0;
  }
  const unknown = words.find((word) => !names.some((name) => means(word, name)));
  if (unknown !== undefined) {
    const hint = didYouMean(unknown, names) || `, only ${names.join(', ')}`;
    throw new RequestError([`there is no benchmark '${unknown}'${hint}`]);
  }
  for (const [name, print] of BENCHMARKS) {
    if (words.length === 0 || words.some((word) => means(word, name))) print();
  }
  return 0;
}
