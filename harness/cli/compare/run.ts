// `blkdrill compare`: who is compared by what, the runs that fill the tables, and the two files
// that are written of them, also when it is cut off.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { BLKDEBUG_EVENTS } from '../../../engine/index.ts';
import { findWorker } from '../../build/find-worker.ts';
import { htmlOf } from '../../compare/html.ts';
import { markdownOf } from '../../compare/markdown.ts';
import { type Cell, type Column, type Page, Table } from '../../compare/page.ts';
import { make, RECIPES } from '../../compare/recipes.ts';
import { readingCell } from '../../compare/readers.ts';
import { type WorkloadCase, workloads } from '../../compare/workloads.ts';
import { NativeEngine } from '../../engines/native.ts';
import { DEFAULT_ENGINE, engineNamed } from '../../engines/registry.ts';
import { type CrashJob, crashSteps, type StepCrashes } from '../../explore/crashes/crash-job.ts';
import { failSteps, type FaultJob, type StepFaults } from '../../explore/faults/fault-job.ts';
import {
  type EventFaultJob,
  failEvents,
  type StepEventFaults,
} from '../../explore/real/event-faults.ts';
import type { FoundCases } from '../../cases/suite-folder.ts';
import { makeScratch } from '../../host/environment.ts';
import { runJobs } from '../../host/worker-pool.ts';
import { Progress } from '../progress.ts';
import { onInterrupt } from '../suite/interrupt.ts';
import type { SuiteRequest } from '../suite/request.ts';
import { SuiteRun } from '../suite/suite-run.ts';
import type { ComparedEngine, ComparedReader } from './columns.ts';
import { caseCell, countEvents, type EventCounts, setEvents, sweepCell } from './fill.ts';

/** The tables that can be made, in the order of the page: the longest is the last. */
export const TABLES = ['readers', 'faults', 'events', 'crashes', 'cases'] as const;
export type TableName = (typeof TABLES)[number];

/** What is asked for. */
export interface CompareRequest {
  /** As it was typed. */
  readonly command: string;
  readonly engines: readonly ComparedEngine[];
  readonly readers: readonly ComparedReader[];
  readonly cases: FoundCases;
  readonly tables: readonly TableName[];
  /** The folder that gets the page, as it was given. */
  readonly output: string;
  readonly jobs: number;
  /** Milliseconds of one case, and of the sweep of one workload. */
  readonly deadline: number;
  /** Runs, or images, of one workload that are judged. */
  readonly distinct: number;
}

/** Words above the tables. */
const ABOUT: Readonly<Record<TableName, readonly [title: string, about: string]>> = {
  cases: [
    'Cases',
    'The numbered cases on each engine. Of an engine that serves a part of each: how many of ' +
      'its lines of qemu-io it ran; it is held to what guests read and what checks find.',
  ],
  faults: [
    'Sweeps of faults',
    'Small workloads, each of whose I/Os fails in turn, in many ways; what is left is judged. ' +
      'The real tools cannot be told which I/O fails: see the events.',
  ],
  events: [
    'Events of blkdebug',
    'The same workloads: the I/O behind each event fails. Of our own engine: how often it came ' +
      'and failed. Of the real tools: whether text, status and files were those of ours, where ' +
      'there is one with the behaviour of their version, and of native where there is none.',
  ],
  crashes: [
    'Crash states',
    'The same workloads: the files as the death of the process, or a loss of power, at each ' +
      'moment may leave them.',
  ],
  readers: [
    'Readers',
    'Images made by our own engine, one for each feature, and what each reader makes of them.',
  ],
};

/** Why an engine of that kind has no place in a table; undefined: it has. */
function whyNotIn(table: TableName, kind: ComparedEngine['kind']): string | undefined {
  if (table === 'faults' && kind === 'qemu') {
    return 'the real tools cannot be told which I/O fails: see the events';
  }
  if (table === 'crashes' && kind === 'qemu') {
    return 'the real tools let nobody see the order of their changes';
  }
  if (table === 'events' && kind === 'served') return 'it has no events of blkdebug';
  return undefined;
}

type SweepJobs = FaultJob | CrashJob | EventFaultJob;
type SweepFinds = StepFaults | StepCrashes | StepEventFaults;

function sweep(job: SweepJobs): readonly SweepFinds[] {
  switch (job.kind) {
    case 'faults':
      return failSteps(job);
    case 'crashes':
      return crashSteps(job);
    case 'event-faults':
      return failEvents(job);
  }
}

/** The sweep of one workload on one engine, and what makes a cell of what it finds, or nothing. */
interface PlannedSweep {
  readonly table: TableName;
  readonly row: number;
  readonly column: number;
  /** For who watches it. */
  readonly words: string;
  readonly job: SweepJobs;
  readonly take: (found: readonly SweepFinds[]) => Cell | undefined;
}

/** One run of `blkdrill compare`. */
export class Comparison {
  readonly #request: CompareRequest;
  readonly #progress = new Progress();
  readonly #workloads: readonly WorkloadCase[] = workloads();
  readonly #tables: ReadonlyMap<TableName, Table>;

  constructor(request: CompareRequest) {
    this.#request = request;
    const enginesIn = (table: TableName): readonly Column[] =>
      request.engines.map(({ column, kind }) => {
        const lacks = column.lacks ?? whyNotIn(table, kind);
        return lacks === undefined ? column : { ...column, lacks };
      });
    const readers = request.readers.map(({ column }) => column);
    const sweeps = this.#workloads.map(({ name, about }) => ({ name, about }));
    const rows = {
      cases: request.cases.cases.map(({ slug: name, purpose: about }) => ({ name, about })),
      faults: sweeps,
      events: BLKDEBUG_EVENTS.filter((name) => name !== 'none').map((name) => ({ name })),
      crashes: sweeps,
      readers: RECIPES.map((recipe) => ({ name: recipe.feature })),
    };
    this.#tables = new Map(
      request.tables.map((name) => {
        const columns = name === 'readers' ? readers : enginesIn(name);
        return [name, new Table(...ABOUT[name], rows[name], columns)];
      }),
    );
  }

  /** Fills the tables and writes the page; Ctrl-C writes what there is, and ends the process. */
  async run(): Promise<void> {
    this.#write(true);
    const isOver = onInterrupt(() => this.#cutOff());
    try {
      await this.#readAll();
      this.#write(true);
      await this.#sweepAll();
      this.#write(true);
      await this.#runCases();
    } finally {
      this.#progress.end();
      isOver();
    }
    this.#write(false);
  }

  #cutOff(): void {
    this.#progress.clear();
    this.#write(true);
    process.stderr.write(`interrupted: ${this.#request.output} holds what was found by then\n`);
  }

  #write(isCut: boolean): void {
    const { output, command } = this.#request;
    const title = 'Compatibility';
    const page: Page = { title, command, isCut, tables: [...this.#tables.values()] };
    mkdirSync(join(output, 'workloads'), { recursive: true });
    for (const { name, text } of this.#workloads) {
      writeFileSync(join(output, 'workloads', `${name}.yaml`), text);
    }
    writeFileSync(join(output, 'page.md'), markdownOf(page));
    writeFileSync(join(output, 'index.html'), htmlOf(page));
  }

  /** Where a workload is written, as commands name it. */
  #fileOf({ name }: WorkloadCase): string {
    return join(this.#request.output, 'workloads', `${name}.yaml`);
  }

  async #readAll(): Promise<void> {
    const table = this.#tables.get('readers');
    if (table === undefined) return;
    const clock = (): number => performance.timeOrigin + performance.now();
    const lab = { scratch: makeScratch(), time: this.#request.deadline, clock };
    for (const [row, recipe] of RECIPES.entries()) {
      const world = new NativeEngine({ keepsTrace: false });
      make(recipe, world);
      for (const [
        column,
        {
          reader,
          column: { name },
        },
      ] of this.#request.readers.entries()) {
        if (reader === undefined) continue;
        this.#progress.at(`readers: ${name}: ${recipe.feature}`);
        table.set(row, column, readingCell(reader, recipe, world.memoryFiles(), lab));
        // Signals are heard between two images.
        await setImmediate();
      }
      world.close();
    }
  }

  /** All sweeps share the workers; those that wait for other programs come first. */
  async #sweepAll(): Promise<void> {
    const counts = this.#request.engines.map(() => new Map<string, EventCounts>());
    const { engines } = this.#request;
    const planned = [...engines.keys()]
      .toSorted((a, b) => SWEEPS_FIRST[kindAt(engines, a)] - SWEEPS_FIRST[kindAt(engines, b)])
      .flatMap((column) => this.#sweepsOf(column, counts[column] ?? new Map()));
    await runJobs<SweepJobs, readonly SweepFinds[]>(
      planned.map(({ job }) => job),
      {
        worker: findWorker(),
        inThisThread: async (job) => sweep(job),
        jobs: this.#request.jobs,
        onStart: (index) => {
          const one = planned[index];
          const place = `${index + 1} of ${planned.length}`;
          if (one !== undefined) this.#progress.at(`sweeps: ${place}: ${one.words}`);
        },
        onAnswer: (index, answer) => {
          const { table, row, column, take } = planned[index] as PlannedSweep;
          const cell: Cell | undefined =
            'lost' in answer ? { mark: 'bad', text: 'lost', detail: answer.lost } : take(answer);
          if (cell !== undefined) this.#tables.get(table)?.set(row, column, cell);
        },
      },
    );
    const events = this.#tables.get('events');
    if (events === undefined) return;
    for (const [column, { choice }] of this.#request.engines.entries()) {
      if (choice !== undefined) setEvents(events, column, counts[column] ?? new Map());
    }
  }

  #sweepsOf(column: number, counts: Map<string, EventCounts>): readonly PlannedSweep[] {
    const { engines, distinct, deadline } = this.#request;
    const {
      choice,
      kind,
      likeness,
      column: { name },
    } = engines[column] as ComparedEngine;
    if (choice === undefined) return [];
    const engine = name === DEFAULT_ENGINE ? undefined : choice;
    const all = { part: 0, parts: 1, seed: 0, engine, distinct, deadline };
    const hasEvents = this.#tables.has('events');
    return this.#workloads.flatMap((one, row) => {
      const what = { case: one.testCase, only: lastOf(one) };
      const file = this.#fileOf(one);
      const by = engine && name;
      const plan = (table: TableName, job: SweepJobs, take: PlannedSweep['take']) => [
        { table, row, column, job, take, words: `${table}: ${name}: ${one.name}` },
      ];
      if (kind === 'qemu') {
        if (!hasEvents) return [];
        const ours = { name: likeness, setup: undefined };
        const job: EventFaultJob = {
          kind: 'event-faults',
          ...what,
          engine: choice,
          ours,
          distinct,
          deadline,
        };
        return plan('events', job, (found) => {
          countEvents(counts, found as readonly StepEventFaults[], one, file, name);
          return undefined;
        });
      }
      const counted = hasEvents && kind === 'native';
      return [
        ...(this.#tables.has('faults') || counted
          ? plan('faults', { kind: 'faults', ...what, ...all }, (found) => {
              const steps = found as readonly StepFaults[];
              if (counted) countEvents(counts, steps, one, file, name);
              return sweepCell(steps, 'run', file, by);
            })
          : []),
        ...(this.#tables.has('crashes')
          ? plan('crashes', { kind: 'crashes', ...what, ...all }, (found) =>
              sweepCell(found as readonly StepCrashes[], 'state', file, by),
            )
          : []),
      ];
    });
  }

  async #runCases(): Promise<void> {
    const table = this.#tables.get('cases');
    if (table === undefined) return;
    const { engines, jobs } = this.#request;
    // The real tools run one case at a time (they race within themselves), so engines run beside
    // each other, and those that take longest begin.
    const waiting = [...engines.keys()]
      .filter((column) => engines[column]?.choice !== undefined)
      .toSorted((a, b) => CASES_FIRST[kindAt(engines, a)] - CASES_FIRST[kindAt(engines, b)]);
    const beside = Math.max(1, Math.min(jobs, waiting.length));
    const lanes = Math.max(1, Math.floor(jobs / beside));
    const work = async (): Promise<void> => {
      for (let column = waiting.shift(); column !== undefined; column = waiting.shift()) {
        await this.#runCasesOn(table, column, lanes);
        this.#write(true);
      }
    };
    await Promise.all(Array.from({ length: beside }, work));
  }

  async #runCasesOn(table: Table, column: number, jobs: number): Promise<void> {
    const { cases, deadline, engines } = this.#request;
    const rows = new Map(cases.cases.map(({ number }, row) => [number, row]));
    const {
      choice,
      column: { name },
    } = engines[column] as ComparedEngine;
    if (choice === undefined) return;
    const request: SuiteRequest = {
      ...{ selection: { words: [], groups: [], excluded: [] }, action: 'print' },
      jobs: engineNamed(choice.name).lanes ?? jobs,
      ...{ engine: choice.name, imageOptions: [], reporter: '', isUpdate: false },
      ...{ isTwice: false, schedule: undefined, readers: [] },
      deadline: Math.ceil(deadline / 1000),
    };
    let begun = 0;
    const reporter = {
      started: ({ slug }: { readonly slug: string }) => {
        begun += 1;
        this.#progress.at(`cases: ${name}: ${begun} of ${cases.cases.length}: ${slug}`);
      },
      ended: (ended: Parameters<typeof caseCell>[0]) => {
        const cell = caseCell(ended, name);
        const row = rows.get(ended.result.case.number);
        if (cell !== undefined && row !== undefined) table.set(row, column, cell);
      },
      end: ({ isInterrupted }: { readonly isInterrupted: boolean }) => {
        if (isInterrupted) this.#cutOff();
      },
    };
    await new SuiteRun(process.cwd(), request, reporter, choice).run(cases);
  }
}

type Kind = ComparedEngine['kind'];
/** Who begins. */
const SWEEPS_FIRST: Readonly<Record<Kind, number>> = { served: 0, qemu: 1, native: 2 };
const CASES_FIRST: Readonly<Record<Kind, number>> = { qemu: 0, served: 1, native: 2 };

const kindAt = (engines: readonly ComparedEngine[], column: number): Kind =>
  engines[column]?.kind ?? 'native';

const lastOf = ({ testCase }: WorkloadCase): readonly number[] => [testCase.steps.length];
