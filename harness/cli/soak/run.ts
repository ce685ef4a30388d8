// One soak: subject after subject, each swept by the first worker that is free, and handed out in
// the order of their numbers. A sweep is bounded by numbers of states, runs and work, so that a
// clock can decide how many subjects are done, and never what is found of one.
import type { SoakHeader, SoakResult } from './record.ts';
import { RandomSubjects, type Subjects } from './subjects.ts';
import type { Sweeper } from './sweeper.ts';

/** What a soak is about, and how it is swept. */
export interface SoakRequest {
  readonly header: SoakHeader;
  /** What is swept; absent: random cases. */
  readonly subjects?: Subjects;
  readonly jobs: number;
  /** Milliseconds after which a sweep is taken for one without end. */
  readonly deadline: number;
  /** Makes a sweeper for each worker. */
  readonly makeSweeper: () => Sweeper;
  /** Whether a subject is begun; there is none behind one that is not. */
  readonly begins: (subject: number) => boolean;
  /** Told each result, in the order of the subjects. */
  readonly onResult: (result: SoakResult) => void;
}

/** Sweeps subjects of a shard from `first` on. */
export class Soak {
  readonly #request: SoakRequest;
  readonly #sweepers: readonly Sweeper[];
  #isStopped = false;
  readonly #ahead = new Map<number, SoakResult>();
  readonly #subjects: Subjects;
  #begun: number;
  #handedOut: number;

  constructor(request: SoakRequest, first: number) {
    this.#request = request;
    this.#subjects = request.subjects ?? new RandomSubjects(request.header);
    this.#sweepers = Array.from({ length: request.jobs }, request.makeSweeper);
    this.#begun = first;
    this.#handedOut = first;
  }

  /**
   * Resolves when every subject that was begun is handed out, or stop() was called, and no worker
   * is left.
   */
  async run(): Promise<void> {
    try {
      await Promise.all(this.#sweepers.map((sweeper) => this.#work(sweeper)));
    } finally {
      for (const sweeper of this.#sweepers) sweeper.stop();
    }
  }

  /** Ends what is under way: of these subjects nothing is handed out. */
  stop(): void {
    this.#isStopped = true;
    for (const sweeper of this.#sweepers) sweeper.stop();
  }

  /** Results behind a subject that is not done, in their order: they are not handed out yet. */
  ahead(): readonly SoakResult[] {
    return [...this.#ahead.values()].toSorted((a, b) => a.subject - b.subject);
  }

  async #work(sweeper: Sweeper): Promise<void> {
    const { shards } = this.#request.header;
    while (!this.#isStopped && this.#request.begins(this.#begun)) {
      const subject = this.#begun;
      this.#begun += shards;
      const result = await this.#subjects.sweep(subject, sweeper, this.#request.deadline);
      if (this.#isStopped) return;
      this.#ahead.set(subject, result);
      this.#handOut();
    }
  }

  #handOut(): void {
    for (let result; (result = this.#ahead.get(this.#handedOut)) !== undefined;) {
      this.#ahead.delete(this.#handedOut);
      this.#handedOut += this.#request.header.shards;
      this.#request.onResult(result);
    }
  }
}
