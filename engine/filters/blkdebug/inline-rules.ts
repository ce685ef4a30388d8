// Rules given as options: `inject-error.0.event=...`, or `inject-error.event=...` where there is
// but one.
import { FormatError } from '../../base/errors.ts';
import type { Options } from '../../block/open.ts';
import { takeBelow, takeString } from '../../block/options.ts';
import type { Section, SectionName } from './rule-options.ts';
import { checkValue, SECTION_KEYS } from './rule-options.ts';

/** Takes the keys that `name` knows out of `options`, their types checked. */
function takeKnown(options: Options, name: SectionName): Map<string, string> {
  const values = new Map<string, string>();
  for (const key of SECTION_KEYS[name].keys()) {
    const value = takeString(options, key);
    if (value !== undefined) {
      checkValue(name, key, value);
      values.set(key, value);
    }
  }
  return values;
}

function refuseUnused(options: Options, name: SectionName): void {
  const [unused] = options.keys();
  if (unused !== undefined) {
    throw new FormatError(`Unused option '${unused}' for [${name}]`);
  }
}

/** Takes all sections called `name` out of `options`. Throws FormatError with QEMU's text. */
export function takeInlineSections(options: Options, name: SectionName): Section[] {
  const below = takeBelow(options, `${name}.`);
  if (below.size === 0) {
    return [];
  }
  const only = takeKnown(below, name);
  if (only.size > 0) {
    refuseUnused(below, name);
    return [{ name, where: name, values: only }];
  }
  const entries: Options[] = [];
  for (;;) {
    const entry = takeBelow(below, `${entries.length}.`);
    if (entry.size === 0) break;
    entries.push(entry);
  }
  refuseUnused(below, name);
  return entries.map((entry, index) => {
    const values = takeKnown(entry, name);
    const [unknown] = entry.keys();
    if (unknown !== undefined) {
      throw new FormatError(`[${name}] section doesn't support the option '${unknown}'`);
    }
    return { name, where: `${name}.${index}`, values };
  });
}
