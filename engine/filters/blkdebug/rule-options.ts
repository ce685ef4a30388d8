// From the text of one section, be it of a file or of options, to a rule.
import { EIO } from '../../base/errno.ts';
import { FormatError } from '../../base/errors.ts';
import type { BlkdebugEvent, IoType } from '../../block/events.ts';
import { BLKDEBUG_EVENTS, IO_TYPES } from '../../block/events.ts';
import { parseBoolean, parseNumber } from '../../block/options.ts';
import type { Rule } from './rules.ts';
import { DEFAULT_IO_TYPES } from './rules.ts';

const SECTOR = 512;

/** The kinds of sections, in the order in which their rules are registered. */
export const SECTION_NAMES = ['inject-error', 'set-state'] as const;
export type SectionName = (typeof SECTION_NAMES)[number];

/** The keys of each section and the type of their values. */
export const SECTION_KEYS: Readonly<Record<SectionName, ReadonlyMap<string, ValueType>>> = {
  'inject-error': new Map<string, ValueType>([
    ['event', 'text'],
    ['state', 'number'],
    ['iotype', 'text'],
    ['errno', 'number'],
    ['sector', 'number'],
    ['once', 'boolean'],
    ['immediately', 'boolean'],
  ]),
  'set-state': new Map<string, ValueType>([
    ['event', 'text'],
    ['state', 'number'],
    ['new_state', 'number'],
  ]),
};

type ValueType = 'text' | 'number' | 'boolean';

/** One section, its values checked for their type but not for their sense. */
export interface Section {
  readonly name: SectionName;
  readonly where: string;
  readonly values: ReadonlyMap<string, string>;
}

export const isSectionName = (name: string): name is SectionName =>
  SECTION_NAMES.some((known) => known === name);

/** Throws FormatError where a value is not of the type that its key asks for. */
export function checkValue(section: SectionName, key: string, value: string): void {
  const type = SECTION_KEYS[section].get(key);
  if (type === 'number') parseNumber(key, value);
  if (type === 'boolean') parseBoolean(key, value);
}

/** A number of 32 bits with sign, as C cuts it. */
function intOf(section: Section, key: string, fallback: number): number {
  const text = section.values.get(key);
  return text === undefined ? fallback : Number(BigInt.asIntN(32, parseNumber(key, text)));
}

function booleanOf(section: Section, key: string): boolean {
  const text = section.values.get(key);
  return text !== undefined && parseBoolean(key, text);
}

function offsetOf(section: Section): number | 'any' {
  const text = section.values.get('sector');
  const sector = text === undefined ? -1n : BigInt.asIntN(64, parseNumber('sector', text));
  return sector === -1n ? 'any' : Number(sector) * SECTOR;
}

const isEvent = (name: string): name is BlkdebugEvent =>
  BLKDEBUG_EVENTS.some((known) => known === name);

const isIoType = (name: string): name is IoType => IO_TYPES.some((known) => known === name);

function eventOf(section: Section): BlkdebugEvent {
  const name = section.values.get('event');
  if (name === undefined) throw new FormatError('Missing event name for rule');
  if (!isEvent(name)) throw new FormatError(`invalid parameter value: ${name}`);
  return name;
}

function ioTypesOf(section: Section): ReadonlySet<IoType> {
  const name = section.values.get('iotype');
  if (name === undefined) return DEFAULT_IO_TYPES;
  if (!isIoType(name)) throw new FormatError(`invalid parameter value: ${name}`);
  return new Set([name]);
}

/** The rule that a section describes. Throws FormatError with QEMU's text. */
export function ruleOf(section: Section): Rule {
  const common = {
    event: eventOf(section),
    state: intOf(section, 'state', 0),
    where: section.where,
    armed: 0,
    fired: 0,
  };
  if (section.name === 'set-state') {
    return { ...common, action: 'set-state', newState: intOf(section, 'new_state', 0) };
  }
  return {
    ...common,
    action: 'inject-error',
    ioTypes: ioTypesOf(section),
    errno: intOf(section, 'errno', EIO),
    offset: offsetOf(section),
    once: booleanOf(section, 'once'),
    immediately: booleanOf(section, 'immediately'),
  };
}
