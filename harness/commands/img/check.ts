// qemu-img check: what the check found, as text or JSON, and in the exit status.
import type {
  BlockNode,
  CheckLines,
  CheckSums,
  Finding,
  RepairMode,
  Task,
} from '../../../engine/index.ts';
import { FINDING_KINDS, strerror } from '../../../engine/index.ts';
import { cacheModeOf, openedAs } from '../shared/cache-mode.ts';
import { argumentOption } from '../shared/getopt.ts';
import { formatJson } from '../shared/json-text.ts';
import type { Session } from '../shared/session.ts';
import type { ImgVerb, OutputFormat } from './verb.ts';
import {
  FORCE_SHARE,
  IMAGE_OPTS,
  misused,
  openImage,
  outputFormatOf,
  READ_MODE,
  readVerbOptions,
  WRITE_MODE,
} from './verb.ts';
import { fixed } from '../shared/text.ts';

const NOT_SUPPORTED = 63;

interface CheckArguments {
  format: string | undefined;
  repair: RepairMode;
  output: string | undefined;
  cache: string;
  isQuiet: boolean;
  forceShare: boolean;
  isImageOptions: boolean;
}

const LONG_OPTIONS = [
  argumentOption('format', 'f'),
  argumentOption('repair', 'r'),
  argumentOption('output'),
  IMAGE_OPTS,
  FORCE_SHARE,
];

export const checkVerb: ImgVerb = {
  name: 'check',
  syntax:
    'check [--object objectdef] [--image-opts] [-q] [-f fmt] [--output=ofmt] ' +
    '[-r [leaks | all]] [-T src_cache] [-U] filename',
  run(session, argv) {
    const args: CheckArguments = {
      format: undefined,
      repair: 'none',
      output: undefined,
      cache: 'writeback',
      isQuiet: false,
      forceShare: false,
      isImageOptions: false,
    };
    const operands = readVerbOptions(session, argv, ':hf:r:T:qU', LONG_OPTIONS, (value, argument) =>
      takeOption(session, args, value, argument),
    );
    const [filename] = operands;
    if (filename === undefined || operands.length > 1) {
      return misused(session, 'Expecting one image file name');
    }
    const output = outputFormatOf(session, args.output);
    const cache = cacheModeOf(args.cache);
    if (cache === undefined) {
      session.error(`Invalid source cache option: ${args.cache}`);
      return 1;
    }
    const { format, isImageOptions, forceShare } = args;
    const mode = { ...(args.repair === 'none' ? READ_MODE : WRITE_MODE), ...openedAs(cache) };
    const request = { filename, format, isImageOptions, forceShare, mode };
    const node = openImage(session, { ...request, forCheck: true });
    try {
      return check(session, node, { filename, output, repair: args.repair, isQuiet: args.isQuiet });
    } finally {
      session.close(node);
    }
  },
};

function takeOption(session: Session, args: CheckArguments, value: string, argument: string): void {
  if (value === 'f') args.format = argument;
  else if (value === 'output') args.output = argument;
  else if (value === 'T') args.cache = argument;
  else if (value === 'q') args.isQuiet = true;
  else if (value === 'U') args.forceShare = true;
  else if (value === 'image-opts') args.isImageOptions = true;
  else if (argument === 'leaks' || argument === 'all') args.repair = argument;
  else {
    misused(session, `Unknown option value for -r (expecting 'leaks' or 'all'): ${argument}`);
  }
}

interface CheckOutput {
  readonly filename: string;
  readonly output: OutputFormat;
  readonly repair: RepairMode;
  readonly isQuiet: boolean;
}

function check(session: Session, node: BlockNode, how: CheckOutput): number {
  const driver = session.driverOf(node);
  if (driver?.check === undefined) {
    session.error('This image format does not support checks');
    return NOT_SUPPORTED;
  }
  const lines = linesTo(session);
  let result = runCheck(session, driver.check(node, how.repair, lines));
  if (result.corruptionsFixed !== 0 || result.leaksFixed !== 0) {
    const { leaksFixed, corruptionsFixed } = result;
    if (!how.isQuiet && how.output === 'human') {
      session.out(
        'The following inconsistencies were found and repaired:\n\n' +
          `    ${leaksFixed} leaked clusters\n    ${corruptionsFixed} corruptions\n\n` +
          'Double checking the fixed image now...\n',
      );
    }
    result = {
      ...runCheck(session, driver.check(node, 'none', lines)),
      leaksFixed,
      corruptionsFixed,
    };
  }
  if (result.failure !== undefined) {
    session.error(`Check failed: ${strerror(result.failure)}`);
    return 1;
  }
  if (!how.isQuiet) {
    session.out(how.output === 'json' ? jsonOf(result, how.filename, node.driver) : textOf(result));
  }
  if (result.checkErrors > 0) {
    session.error('Check failed');
    return 1;
  }
  if (result.corruptions > 0) return 2;
  return result.leaks > 0 ? 3 : 0;
}

const KNOWN_KINDS: ReadonlySet<string> = new Set(FINDING_KINDS);
const isKnown = (finding: { readonly kind: string }): finding is Finding =>
  KNOWN_KINDS.has(finding.kind);

/** Standard error, past whoever wants to see findings as values. */
function linesTo(session: Session): CheckLines {
  const { onFinding } = session.world;
  return {
    bare: (line) => session.err(`${line}\n`),
    prefixed: (line) => session.error(line),
    ...(onFinding && {
      found(finding, print) {
        if (isKnown(finding)) onFinding(finding, print);
        else print();
      },
    }),
  };
}

/** Nothing counts as repaired where the check was given up. */
function runCheck(session: Session, check: Task<CheckSums>): CheckSums {
  const sums = session.run(check);
  return sums.failure === undefined ? sums : { ...sums, leaksFixed: 0, corruptionsFixed: 0 };
}

function textOf(result: CheckSums): string {
  const { corruptions, leaks, checkErrors, totalClusters, allocatedClusters } = result;
  const parts: string[] = [];
  if (corruptions + leaks + checkErrors === 0) parts.push('No errors were found on the image.\n');
  if (corruptions > 0) {
    parts.push(
      `\n${corruptions} errors were found on the image.\n` +
        'Data may be corrupted, or further writes to the image may corrupt it.\n',
    );
  }
  if (leaks > 0) {
    parts.push(
      `\n${leaks} leaked clusters were found on the image.\n` +
        'This means waste of disk space, but no harm to data.\n',
    );
  }
  if (checkErrors > 0) {
    parts.push(`\n${checkErrors} internal errors have occurred during the check.\n`);
  }
  if (totalClusters > 0 && allocatedClusters > 0) {
    const share = (part: number, whole: number): string => `${fixed((part * 100) / whole, 2)}%`;
    parts.push(
      `${allocatedClusters}/${totalClusters} = ` +
        `${share(allocatedClusters, totalClusters)} allocated, ` +
        `${share(result.fragmentedClusters, allocatedClusters)} fragmented, ` +
        `${share(result.compressedClusters, allocatedClusters)} compressed clusters\n`,
    );
  }
  if (result.imageEndOffset > 0) parts.push(`Image end offset: ${result.imageEndOffset}\n`);
  return parts.join('');
}

/** Counters that are zero are left out, but not the number of internal errors. */
function jsonOf(result: CheckSums, filename: string, format: string): string {
  const counters: readonly (readonly [string, number])[] = [
    ['image-end-offset', result.imageEndOffset],
    ['corruptions', result.corruptions],
    ['leaks', result.leaks],
    ['total-clusters', result.totalClusters],
    ['allocated-clusters', result.allocatedClusters],
    ['fragmented-clusters', result.fragmentedClusters],
    ['compressed-clusters', result.compressedClusters],
    ['corruptions-fixed', result.corruptionsFixed],
    ['leaks-fixed', result.leaksFixed],
  ];
  const members = new Map<string, string | number>([
    ['filename', filename],
    ['format', format],
    ['check-errors', result.checkErrors],
    ...counters.filter(([, value]) => value !== 0),
  ]);
  return `${formatJson(members)}\n`;
}
