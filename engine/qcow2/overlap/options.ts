// The open options of overlap protection: QEMU's overlap-check, and how large our index may be.
import { FormatError } from '../../base/errors.ts';
import type { Options } from '../../block/open.ts';
import { takeBoolean, takeNumber, takeSize, takeString } from '../../block/options.ts';
import { DEFAULT_OVERLAP, type OverlapOptions } from '../owners/metadata-owners.ts';
import { MAX_EXPANDED } from '../owners/metadata-index.ts';
import { type Section, SECTION_OPTIONS, TEMPLATES } from '../owners/sections.ts';

/** How many windows of the index are expanded at once. Ours alone. */
const WINDOWS = 'metadata-index-windows';
/** Bytes that the index may take; past that nothing is checked any more. Ours alone. */
const LIMIT = 'metadata-index-limit';

/**
 * Takes the options out. A switch of one section counts more than the template. What is not given
 * has its default, also when an image is opened again. Throws FormatError.
 */
export function takeOverlapOptions(options: Options): OverlapOptions {
  const short = takeString(options, 'overlap-check');
  const long = takeString(options, 'overlap-check.template');
  const switches: [Section, boolean | undefined][] = [];
  for (const [name, section] of SECTION_OPTIONS) {
    switches.push([section, takeBoolean(options, `overlap-check.${name}`)]);
  }
  if (short !== undefined && long !== undefined && short !== long) {
    throw new FormatError(
      `Conflicting values for qcow2 options 'overlap-check' ('${short}') and ` +
        `'overlap-check.template' ('${long}')`,
    );
  }
  const sections = new Set(templateOf(short ?? long ?? 'cached'));
  for (const [section, isOn] of switches) {
    if (isOn === true) sections.add(section);
    if (isOn === false) sections.delete(section);
  }
  const expandedWindows = takeNumber(options, WINDOWS) ?? DEFAULT_OVERLAP.expandedWindows;
  if (expandedWindows < 1 || expandedWindows > MAX_EXPANDED) {
    throw new FormatError(`${WINDOWS} must be a number from 1 to ${MAX_EXPANDED}`);
  }
  const maxBytes = takeSize(options, LIMIT) ?? DEFAULT_OVERLAP.maxBytes;
  return { sections, expandedWindows, maxBytes };
}

function templateOf(name: string): ReadonlySet<Section> {
  const template = TEMPLATES.get(name);
  if (template === undefined) {
    throw new FormatError(
      `Unsupported value '${name}' for qcow2 option 'overlap-check'. ` +
        `Allowed are any of the following: ${[...TEMPLATES.keys()].join(', ')}`,
    );
  }
  return template;
}
