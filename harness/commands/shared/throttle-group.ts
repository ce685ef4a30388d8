// `--object throttle-group`: limits that the nodes of the driver throttle share. They are checked,
// and slow nothing down: there is no clock here that they could go by.
import { FormatError, inDictionaryOrder } from '../../../engine/index.ts';
import type { Members } from './object-members.ts';

const BUCKETS = ['iops-total', 'iops-read', 'iops-write', 'bps-total', 'bps-read', 'bps-write'];
/** The order in which they are looked at; that of BUCKETS is the one in which they are parsed. */
const CHECKED = ['bps-total', 'bps-read', 'bps-write', 'iops-total', 'iops-read', 'iops-write'];
const KINDS = ['', '-max', '-max-length'];
const NAMES = [
  ...BUCKETS.flatMap((bucket) => KINDS.map((kind) => `${bucket}${kind}`)),
  'iops-size',
];
const LIMITS: ReadonlySet<string> = new Set(NAMES);
const MEMBERS: ReadonlySet<string> = new Set([
  'qom-type',
  'id',
  'limits',
  ...NAMES.map((name) => `x-${name}`),
]);

/** What `--object throttle-group,help` prints. */
export const THROTTLE_GROUP_HELP = [
  'throttle-group options:',
  '  limits=<ThrottleLimits>',
  ...NAMES.map((name) => `  x-${name}=<int>`).sort(),
  '',
].join('\n');

/** Largest rate. */
const MAX_RATE = 10n ** 15n;
const MAX_LENGTH = 0xffffffffn;

/** The limits by name: rates a second, bursts, seconds of a burst; 0 is none. */
type Limits = Map<string, bigint>;

/** What is to be done once it is known that the name of the group is free. */
export interface ThrottleGroup {
  /** Throws FormatError where the limits contradict each other. */
  complete(): void;
}

/**
 * The group that `members` describe; `isParsed` is called when they are known to be members of a
 * group, before their values are looked at. Throws FormatError for what no group can have.
 */
export function parseThrottleGroup(members: Members, isParsed: () => void): ThrottleGroup {
  const given = members.object('limits');
  const asLimits = given && valuesOf(given, '');
  given?.refuseOthers(LIMITS);
  const alone = valuesOf(members, 'x-');
  members.refuseOthers(MEMBERS);
  isParsed();
  const limits: Limits = new Map();
  for (const name of inDictionaryOrder(members.names())) {
    if (name === 'limits' && asLimits !== undefined) {
      for (const [key, value] of lengthsLast(asLimits)) {
        if (key.endsWith('-max-length') && value > MAX_LENGTH) {
          throw new FormatError(`${key} value must be in the range [0, ${MAX_LENGTH}]`);
        }
        limits.set(key, BigInt.asUintN(64, value));
      }
      refuseContradictions(limits);
    } else if (name.startsWith('x-')) {
      const value = alone.get(name.slice(2)) ?? 0n;
      if (value < 0n) throw new FormatError('Property values cannot be negative');
      if (name.endsWith('-max-length') && value > MAX_LENGTH) {
        throw new FormatError(`${name} value must be in therange [0, ${MAX_LENGTH}]`);
      }
      limits.set(name.slice(2), value);
    }
  }
  return { complete: () => refuseContradictions(limits) };
}

/** In the order in which QEMU parses them; where one is wrong its FormatError is thrown. */
function valuesOf(members: Members, prefix: string): Limits {
  const values: Limits = new Map();
  for (const name of NAMES) {
    const value = members.integer(`${prefix}${name}`);
    if (value !== undefined) values.set(name, value);
  }
  return values;
}

/** The order in which QEMU takes them over. */
function lengthsLast(limits: Limits): [string, bigint][] {
  const rank = (name: string): number =>
    CHECKED.findIndex((bucket) => name === `${bucket}-max-length`);
  return [...limits].sort(([a], [b]) => rank(a) - rank(b));
}

/** Throws FormatError in QEMU's order of tests. */
function refuseContradictions(limits: Limits): void {
  const has = (name: string): boolean => (limits.get(name) ?? 0n) > 0n;
  const isMixed = ['bps', 'iops'].some((unit) =>
    ['', '-max'].some(
      (kind) =>
        has(`${unit}-total${kind}`) && (has(`${unit}-read${kind}`) || has(`${unit}-write${kind}`)),
    ),
  );
  if (isMixed) {
    throw new FormatError(
      'bps/iops/max total values and read/write values cannot be used at the same time',
    );
  }
  const hasRate = has('iops-total') || has('iops-read') || has('iops-write');
  if (has('iops-size') && !hasRate) {
    throw new FormatError('iops size requires an iops value to be set');
  }
  for (const bucket of CHECKED) refuseBucket(limits, bucket);
}

function refuseBucket(limits: Limits, bucket: string): void {
  const rate = limits.get(bucket) ?? 0n;
  const max = limits.get(`${bucket}-max`) ?? 0n;
  const length = limits.get(`${bucket}-max-length`) ?? 1n;
  if (rate > MAX_RATE || max > MAX_RATE) {
    throw new FormatError(`bps/iops/max values must be within [0, ${MAX_RATE}]`);
  }
  if (length === 0n) throw new FormatError('the burst length cannot be 0');
  if (length > 1n && max === 0n) throw new FormatError('burst length set without burst rate');
  if (max > 0n && length > MAX_RATE / max) {
    throw new FormatError('burst length too high for this burst rate');
  }
  if (max > 0n && rate === 0n) {
    throw new FormatError('bps_max/iops_max require corresponding bps/iops values');
  }
  if (max > 0n && max < rate) {
    throw new FormatError('bps_max/iops_max cannot be lower than bps/iops');
  }
}
