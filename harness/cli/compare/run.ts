// `blkdrill compare`: who is compared by what, the runs that fill the tables, and the two files
// that are written of them, also when it is cut off.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { BLKDEBUG_EVENTS } from '../../../engine/index.ts';
import { findWorker } from '../../build/find-worker.ts';
import { htmlOf } from '../../compare/html.ts';
import { markdownOf } from '../../compare/markdown.ts';
import { type Page, Table } from '../../compare/page.ts';
import { make, RECIPES } from '../../compare/recipes.ts';
import { readingCell } from '../../compare/readers.ts';
import { type WorkloadCase, workloads } from '../../compare/workloads.ts';
import { NativeEngine } from '../../engines/native.ts';
import { engineNamed } from '../../engines/registry.ts';
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

/** The tables that can be made. */
export const TABLES = ['cases', 'faults', 'events', 'crashes', 'readers'] as const;
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
      'and failed. Of the real tools: whether text, status and files were those of ours. Other ' +
      'engines have no such events.',
  ],
  crashes: [
    'Crash states',
    'The same workloads: the files as the death of the process, or a loss of power, at each ' +
      'moment may leave them. The real tools let nobody see the order of their changes.',
  ],
  readers: [
    'Readers',
    'Images made by our own engine, one for each feature, and what each reader makes of them.',
  ],
};

/** One run of `blkdrill compare`. */
export class Comparison {
  readonly #request: CompareRequest;
  readonly #progress = new Progress();
  readonly #workloads: readonly WorkloadCase[] = workloads();
  readonly #tables: ReadonlyMap<TableName, Table>;

  constructor(request: CompareRequest) {
    this.#request = request;
    const engines = request.engines.map(({ column }) => column);
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
        const columns = name === 'readers' ? readers : engines;
        return [name, new Table(...ABOUT[name], rows[name], columns)];
      }),
    );
  }

  /** Fills the tables and writes the page; Ctrl-C writes what there is, and ends the process. */
  async run(): Promise<void> {
    this.#write(true);
    const isOver = onInterrupt(() => {
      this.#progress.clear();
      this.#write(true);
      process.stderr.write(`interrupted: ${this.#request.output} holds what was found by then\n`);
    });
    try {
      await this.#readAll();
      await this.#sweepAll();
      await this.#runCases();
    } finally {
      this.#progress.end();
      isOver();
    }
    this.#write(false);
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

  async #sweepAll(): Promise<void> {
    const events = this.#tables.get('events');
    for (const [
      column,
      {
        choice,
        kind,
        column: { name },
      },
    ] of this.#request.engines.entries()) {
      if (choice === undefined) continue;
      const engine = kind === 'native' ? undefined : choice;
      const counts = new Map<string, EventCounts>();
      const shared = { part: 0, parts: 1, seed: 0, engine, deadline: this.#request.deadline };
      const { distinct } = this.#request;
      const isWanted = (table: TableName): boolean => this.#tables.has(table) && kind !== 'qemu';
      if (isWanted('faults') || (events !== undefined && kind === 'native')) {
        const jobOf = (one: WorkloadCase): FaultJob => {
          return { kind: 'faults', case: one.testCase, only: lastOf(one), distinct, ...shared };
        };
        await this.#sweep<FaultJob, StepFaults>(
          'faults',
          column,
          jobOf,
          failSteps,
          (one, found) => {
            countEvents(counts, found, one, this.#fileOf(one), name);
            return sweepCell(found, 'run', this.#fileOf(one), engine && name);
          },
        );
      }
      if (isWanted('crashes')) {
        const jobOf = (one: WorkloadCase): CrashJob => {
          return { kind: 'crashes', case: one.testCase, only: lastOf(one), distinct, ...shared };
        };
        const cellOf = (one: WorkloadCase, found: readonly StepCrashes[]) =>
          sweepCell(found, 'state', this.#fileOf(one), engine && name);
        await this.#sweep<CrashJob, StepCrashes>('crashes', column, jobOf, crashSteps, cellOf);
      }
      if (events !== undefined && kind === 'qemu') {
        const { deadline } = this.#request;
        const jobOf = (one: WorkloadCase): EventFaultJob => {
          const only = lastOf(one);
          return {
            kind: 'event-faults',
            case: one.testCase,
            engine: choice,
            only,
            distinct,
            deadline,
          };
        };
        const add = (one: WorkloadCase, found: readonly StepEventFaults[]): undefined =>
          void countEvents(counts, found, one, this.#fileOf(one), name);
        await this.#sweep<EventFaultJob, StepEventFaults>('events', column, jobOf, failEvents, add);
      }
      if (events !== undefined) setEvents(events, column, counts);
    }
  }

  /** Sweeps all workloads on one engine; `cellOf` makes cells of what was found, or nothing. */
  async #sweep<J extends FaultJob | CrashJob | EventFaultJob, F>(
    name: TableName,
    column: number,
    jobOf: (workload: WorkloadCase) => J,
    run: (job: J) => readonly F[],
    cellOf: (
      workload: WorkloadCase,
      found: readonly F[],
    ) => ReturnType<typeof sweepCell> | undefined,
  ): Promise<void> {
    const table = this.#tables.get(name);
    const engine = this.#request.engines[column]?.column.name ?? '';
    await runJobs<J, readonly F[]>(this.#workloads.map(jobOf), {
      worker: findWorker(),
      inThisThread: async (job) => run(job),
      jobs: this.#request.jobs,
      onStart: (index) => this.#progress.at(`${name}: ${engine}: ${this.#workloads[index]?.name}`),
      onAnswer: (row, answer) => {
        const lost = { mark: 'bad', text: 'lost' } as const;
        const cell =
          'lost' in answer
            ? { ...lost, detail: answer.lost }
            : cellOf(this.#workloads[row] as WorkloadCase, answer);
        if (cell !== undefined) table?.set(row, column, cell);
      },
    });
  }

  async #runCases(): Promise<void> {
    const table = this.#tables.get('cases');
    if (table === undefined) return;
    const { cases, jobs, deadline } = this.#request;
    const rows = new Map(cases.cases.map(({ number }, row) => [number, row]));
    for (const [
      column,
      {
        choice,
        column: { name },
      },
    ] of this.#request.engines.entries()) {
      if (choice === undefined) continue;
      const request: SuiteRequest = {
        ...{ selection: { words: [], groups: [], excluded: [] }, action: 'print' },
        jobs: engineNamed(choice.name).lanes ?? jobs,
        ...{ engine: choice.name, imageOptions: [], reporter: '', isUpdate: false },
        ...{ isTwice: false, schedule: undefined, readers: [] },
        deadline: Math.ceil(deadline / 1000),
      };
      const reporter = {
        started: ({ slug }: { readonly slug: string }) =>
          this.#progress.at(`cases: ${name}: ${slug}`),
        ended: (ended: Parameters<typeof caseCell>[0]) => {
          const cell = caseCell(ended, name);
          const row = rows.get(ended.result.case.number);
          if (cell !== undefined && row !== undefined) table.set(row, column, cell);
        },
        end: ({ isInterrupted }: { readonly isInterrupted: boolean }) => {
          if (isInterrupted) this.#write(true);
        },
      };
      await new SuiteRun(process.cwd(), request, reporter, choice).run(cases);
    }
  }
}

const lastOf = ({ testCase }: WorkloadCase): readonly number[] => [testCase.steps.length];
