// One step on an engine: runs its program and gives the text that the transcript gets.
import type {
  CheckStep,
  FaultRules,
  ImgStep,
  IoStep,
  LayerStep,
  SnapshotStep,
  Step,
} from '../cases/types.ts';
import {
  CONFIG_FILE,
  type Engine,
  type FaultReport,
  type Program,
  type RunResult,
} from '../engines/engine.ts';
import { peekFields, pokeFields } from '../engines/fields.ts';
import { readLayoutOf } from '../engines/layout.ts';
import type { Schedule } from '../engines/schedule.ts';
import { filterCheck, hideLeakLines, isSingleLeak } from '../golden/check-text.ts';
import {
  filterCreate,
  filterImg,
  filterDates,
  filterFormat,
  filterInfo,
  filterIo,
  filterNodeNames,
} from '../golden/filters.ts';
import {
  checkArguments,
  configText,
  createArguments,
  type ImageOptions,
  ioArguments,
  resizeArguments,
  showArguments,
  snapshotArguments,
} from './arguments.ts';

/** What a step gave. */
export interface StepResult {
  readonly text: string;
  /** Promises of the step that did not hold. */
  readonly broken: readonly string[];
}

const done = (text: string, broken: readonly string[] = []): StepResult => ({ text, broken });
const same = (text: string): string => text;
const encoder = new TextEncoder();

/** Lines end with a newline, also the last one. */
const wholeLines = (text: string): string =>
  text === '' || text.endsWith('\n') ? text : `${text}\n`;

function runProgram(
  engine: Engine,
  step: Step,
  program: Program,
  argv: readonly string[],
  filter: (text: string, found: RunResult['found']) => string,
  schedule?: Schedule,
): StepResult {
  const { text, status, found } = engine.run(program, argv, schedule);
  const broken: string[] = [];
  if (step.status === undefined ? status >= 128 : status !== step.status) {
    const wanted = step.status === undefined ? '' : `, expected ${step.status}`;
    const isSignal = status > 128;
    const how = isSignal ? `was ended by signal ${status - 128}` : `ended with status ${status}`;
    broken.push(`qemu-${program} ${how}${wanted}`);
  }
  return done(filterFormat(filterNodeNames(wholeLines(filter(text, found)))), broken);
}

/** One report for each rule of the configuration, however many nodes have read it. */
function byRule(reports: readonly FaultReport[]): FaultReport[] {
  const rules = new Map<string, FaultReport>();
  for (const report of reports) {
    const key = `${report.action} ${report.event} ${report.where}`;
    const { armed = 0, fired = 0 } = rules.get(key) ?? {};
    rules.set(key, { ...report, armed: report.armed + armed, fired: report.fired + fired });
  }
  return [...rules.values()];
}

/** A step that can meet faults. */
type FaultyStep = IoStep | SnapshotStep | CheckStep | ImgStep;

/** Rules that never took effect, as the nodes that have read them tell it. */
function unfired(engine: Engine, step: FaultyStep): string[] {
  const reports = engine.takeFaultReports?.();
  if (reports === undefined || step.rules === undefined || step.mayNotFire) return [];
  if (reports.length === 0) return ['no fault rule was ever opened'];
  return byRule(reports)
    .filter(({ fired }) => fired === 0)
    .map(({ action, event, where, armed }) => {
      const how = armed === 0 ? 'its event never came' : `armed ${armed} times, met no I/O`;
      return `the fault never fired: ${action} at ${event} (${where}): ${how}`;
    });
}

/** Writes the rules where blkdebug reads them, and forgets what earlier ones did. */
function prepareFaults(engine: Engine, rules: FaultRules | undefined): void {
  if (rules !== undefined) engine.writeFile(CONFIG_FILE, encoder.encode(configText(rules)));
  engine.takeFaultReports?.();
}

/** Runs a program on the step's image, below which its rules stand. */
function runFaulty(
  engine: Engine,
  step: Step & FaultyStep,
  program: Program,
  argv: readonly string[],
  filter: (text: string, found: RunResult['found']) => string,
): StepResult {
  prepareFaults(engine, step.rules);
  const schedule = step.verb === 'io' ? step.schedule : undefined;
  const result = runProgram(engine, step, program, argv, filter, schedule);
  return done(result.text, [...result.broken, ...unfired(engine, step)]);
}

function runIo(engine: Engine, step: Step & IoStep): StepResult {
  const result = runFaulty(engine, step, 'io', ioArguments(step), filterIo);
  return done(step.isShown ? result.text : '', result.broken);
}

function runCheck(engine: Engine, step: Step & CheckStep): StepResult {
  const isCounted = step.leaks === 'counted';
  engine.watchFindings?.(isCounted ? isSingleLeak : undefined);
  const summary = step.summary === 'full' ? same : filterCheck;
  const filter = (text: string, found: RunResult['found']): string =>
    summary(isCounted ? hideLeakLines(text, found) : text);
  return runFaulty(engine, step, 'img', checkArguments(step), filter);
}

function runStat(engine: Engine, file: string, expect: number | undefined): StepResult {
  const size = engine.fileSize(file);
  if (size === undefined) return done('', [`there is no file ${file}`]);
  if (expect === undefined) return done(`size=${size}\n`);
  const broken = size === expect ? [] : [`${file} has ${size} bytes, expected ${expect}`];
  return done(`size=${size} (expected ${expect})\n`, broken);
}

function runLayout(engine: Engine, step: Extract<Step, { verb: 'layout' }>): StepResult {
  if (engine.fileSize(step.image) === undefined) {
    return done('', [`there is no file ${step.image}`]);
  }
  const found = readLayoutOf(engine.readFile(step.image));
  if ('refused' in found) return done(`layout: ${found.refused}\n`, [found.refused]);
  const counts = [
    ['holes', found.holes, step.holes],
    ['overlaps', found.overlaps, step.overlaps],
  ] as const;
  const broken = counts.flatMap(([what, count, wanted]) =>
    wanted === undefined || wanted === count ? [] : [`${count} ${what}, expected ${wanted}`],
  );
  return done(found.lines.map((line) => `${line}\n`).join(''), broken);
}

function runFields(engine: Engine, step: Extract<Step, { verb: 'peek' | 'poke' }>): StepResult {
  if (engine.fileSize(step.file) === undefined) {
    return done('', [`there is no file ${step.file}`]);
  }
  const { lines, refused } =
    step.verb === 'peek'
      ? peekFields(engine, step.file, step.fields)
      : pokeFields(engine, step.file, step.changes);
  const all = refused === undefined ? lines : [...lines, `${step.verb}: ${refused}`];
  const broken = refused === undefined ? [] : [refused];
  return done(all.map((line) => `${line}\n`).join(''), broken);
}

function runLayer(engine: Engine, step: LayerStep): StepResult {
  const { name, options, mayNotFire } = step;
  const { lines, unmet } = engine.setLayer?.(name, options) ?? { lines: [], unmet: undefined };
  const broken = unmet === undefined || mayNotFire ? [] : [unmet];
  return done(lines.map((line) => `${line}\n`).join(''), broken);
}

function headingText(text: string, level: 1 | 2, before: string): string {
  const mark = level === 1 ? '===' : '---';
  const gap = before === '' || before.endsWith('\n\n') ? '' : '\n';
  return `${gap}${mark} ${text} ${mark}\n\n`;
}

/**
 * Runs `step`. `before` is the transcript so far: headings leave one empty line before them, never
 * two. Throws what the engine throws when it cannot go on.
 */
export function runStep(
  engine: Engine,
  step: Step,
  before: string,
  imageOptions: ImageOptions,
): StepResult {
  switch (step.verb) {
    case 'heading':
      return done(headingText(step.text, step.level, before));
    case 'echo':
      return done(step.lines.map((line) => wholeLines(line) || '\n').join(''));
    case 'create': {
      const argv = createArguments(step, imageOptions);
      const result = runProgram(engine, step, 'img', argv, filterCreate);
      return done(step.isShown ? result.text : '', result.broken);
    }
    case 'io':
      return runIo(engine, step);
    case 'check':
      return runCheck(engine, step);
    case 'stat':
      return runStat(engine, step.file, step.expect);
    case 'map':
      return runProgram(engine, step, 'img', showArguments(step), same);
    case 'info':
      return runProgram(engine, step, 'img', showArguments(step), (text) =>
        filterDates(filterInfo(text)),
      );
    case 'resize':
      return runProgram(engine, step, 'img', resizeArguments(step), same);
    case 'snapshot':
      return runFaulty(engine, step, 'img', snapshotArguments(step), filterDates);
    case 'layout':
      return runLayout(engine, step);
    case 'peek':
    case 'poke':
      return runFields(engine, step);
    case 'layer':
      return runLayer(engine, step);
    case 'trace': {
      const lines = engine.takeTrace?.() ?? [];
      return done(step.isShown ? lines.map((line) => `${line}\n`).join('') : '');
    }
    case 'img':
      return runFaulty(engine, step, 'img', step.argv, filterImg);
    case 'write-file':
      engine.writeFile(step.name, encoder.encode(step.text));
      return done('');
    case 'remove':
      engine.remove(step.name);
      return done('');
  }
}
