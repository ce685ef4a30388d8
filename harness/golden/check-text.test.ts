// The text of a check read back as values.
import { expect, test } from 'vitest';
import { findingText, type Finding } from '../../engine/index.ts';
import { hideLeakLines, parseCheck, readCheckLines } from './check-text.ts';

const REPAIR = [
  'qemu-img: whatever the image said when it was opened',
  'Leaked cluster 4 refcount=1 reference=0',
  'ERROR: overflow cluster offset=0x10000',
  'Use qemu-img amend to increase the refcount entry width or qemu-img convert to create a ' +
    'clean copy if the image cannot be opened for writing',
  'Repairing cluster 4 refcount=1 reference=0',
  'The following inconsistencies were found and repaired:',
  '',
  '    1 leaked clusters',
  '    2 corruptions',
  '',
  'Double checking the fixed image now...',
  'qemu-img: ERROR snapshot table too large',
  'You can force-remove all 3 overhanging snapshots with qemu-img check -r all',
  '',
  '3 errors were found on the image.',
  'Data may be corrupted, or further writes to the image may corrupt it.',
  '',
  '4 leaked clusters were found on the image.',
  'This means waste of disk space, but no harm to data.',
  '',
  '5 internal errors have occurred during the check.',
  '6/1024 = 0.59% allocated, 0.00% fragmented, 0.00% compressed clusters',
  'Image end offset: 393216',
  '',
].join('\n');

const leak = { kind: 'leak', cluster: 4, refcount: 1, references: 0 } as const;

test('findings are read in their order, each with all its lines, and the sums behind them', () => {
  const { findings, totals } = parseCheck(REPAIR);
  expect(findings).toEqual([
    { ...leak, isRepaired: false },
    { kind: 'refcount-overflow', offset: 0x10000 },
    { ...leak, isRepaired: true },
    { kind: 'snapshot-table-too-large', overhanging: 3 },
  ]);
  expect(totals).toEqual({
    corruptions: 3,
    leaks: 4,
    checkErrors: 5,
    leaksFixed: 1,
    corruptionsFixed: 2,
    allocatedClusters: 6,
    totalClusters: 1024,
    imageEndOffset: 393216,
  });
});

test('a check without findings has sums of zero', () => {
  expect(parseCheck('No errors were found on the image.\n')).toEqual({
    findings: [],
    totals: {
      corruptions: 0,
      leaks: 0,
      checkErrors: 0,
      leaksFixed: 0,
      corruptionsFixed: 0,
      allocatedClusters: undefined,
      totalClusters: undefined,
      imageEndOffset: undefined,
    },
  });
});

test('no line is lost or changed by reading it', () => {
  const lines = readCheckLines(REPAIR);
  expect(lines.map(({ text }) => text).join('\n')).toBe(REPAIR);
});

test('what one tool prints of a finding, another reads', () => {
  const finding: Finding = { kind: 'file-not-grown', errno: 28, message: 'no room' };
  const printed = findingText(finding)
    .map(({ text, isPrefixed }) => (isPrefixed ? `qemu-img: ${text}` : text))
    .join('\n');
  expect(parseCheck(printed).findings).toEqual([finding]);
});

test('a finding stands behind a warning that ends without a newline', () => {
  const warning = "Some clusters may be leaked, run 'qemu-img check -r' on the image file to fix.";
  const text = `${warning}Leaked cluster 4 refcount=1 reference=0\n`;
  expect(parseCheck(text).findings).toEqual([{ ...leak, isRepaired: false }]);
  expect(hideLeakLines(text)).toBe('');
});
