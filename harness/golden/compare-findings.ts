// Two lists of findings side by side: what an engine, or a run, found that the other did not.
import { type Finding, FINDING_KINDS, type FindingKind } from '../../engine/index.ts';

/** How the findings of one kind differ. */
export interface FindingChange {
  readonly kind: FindingKind;
  /** Those that only the first list has, and those that only the second has. */
  readonly gone: readonly Finding[];
  readonly added: readonly Finding[];
}

/** One text for equal findings: their fields in order, bigints in hex. */
const keyOf = (finding: Finding): string =>
  JSON.stringify(Object.entries(finding).toSorted(), (_key, value: unknown) =>
    typeof value === 'bigint' ? `0x${value.toString(16)}` : value,
  );

/** The findings of `some` that are left when each of `others` has taken away one that equals it. */
function without(some: readonly Finding[], others: readonly Finding[]): Finding[] {
  const left = new Map<string, number>();
  for (const other of others) {
    const key = keyOf(other);
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  return some.filter((finding) => {
    const key = keyOf(finding);
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}

/**
 * The kinds whose findings differ, in the order of the kinds; none where both lists hold equal
 * findings equally often. In which order they were found does not count.
 */
export function compareFindings(
  before: readonly Finding[],
  after: readonly Finding[],
): FindingChange[] {
  const gone = without(before, after);
  const added = without(after, before);
  const ofKind = (findings: readonly Finding[], kind: FindingKind): Finding[] =>
    findings.filter((finding) => finding.kind === kind);
  return FINDING_KINDS.map((kind) => ({
    kind,
    gone: ofKind(gone, kind),
    added: ofKind(added, kind),
  })).filter((change) => change.gone.length + change.added.length > 0);
}

/** 'leak: 2 gone, 1 added; beyond-end: 1 added'; empty where nothing differs. */
export const describeChanges = (changes: readonly FindingChange[]): string =>
  changes
    .map(({ kind, gone, added }) => {
      const counts = [
        ...(gone.length > 0 ? [`${gone.length} gone`] : []),
        ...(added.length > 0 ? [`${added.length} added`] : []),
      ];
      return `${kind}: ${counts.join(', ')}`;
    })
    .join('; ');
