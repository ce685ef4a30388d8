// Opening the backing file of an image: the one that the image names, with whatever options were
// given for it, or another one in its place.
import { FormatError } from '../../base/errors.ts';
import { fullBackingName } from '../../block/filename.ts';
import { CycleError, NOT_ALONE } from '../../block/named-nodes.ts';
import type { BlockNode } from '../../block/node.ts';
import type { DriverRequest, Options } from '../../block/open.ts';
import { takeBelow, takeString } from '../../block/options.ts';
import type { Task } from '../../task/task.ts';
import type { Qcow2Node } from './node.ts';

/** The backing file, open for reading; undefined where there is none. Throws FormatError. */
export function* openBacking(
  request: DriverRequest,
  node: Qcow2Node,
  stored: string | undefined,
): Task<BlockNode | undefined> {
  const isRefused = takeRefusal(request);
  // Options for a backing file that nobody opens are left for nobody to take.
  if (request.noBacking && !isRefused) return undefined;
  const options = takeBelow(request.options, 'backing.');
  const reference = takeString(request.options, 'backing');
  if (isRefused) return undefined;
  if (reference === undefined && stored === undefined && options.size === 0) return undefined;
  if (options.size > 0) node.headerBackingName = stored ?? '';
  // A name that starts nowhere is told as it is, not as a file that could not be opened.
  if (reference === undefined && stored !== undefined && !options.has('file.filename')) {
    fullBackingName(node, stored);
  }
  try {
    if (reference !== undefined) {
      if (options.size > 0) throw new FormatError(NOT_ALONE);
      return yield* request.openNamed('backing', reference);
    }
    return yield* openNamed(request, node, stored, options);
  } catch (error) {
    if (!(error instanceof FormatError) || error instanceof CycleError) throw error;
    const { hint, errno } = error;
    const message = `Could not open backing file: ${error.message}`;
    throw new FormatError(message, hint === undefined ? { errno } : { errno, hint });
  }
}

/** Whether the options say that there shall be no backing file: null, or an empty text. */
function takeRefusal({ options, context }: DriverRequest): boolean {
  const given = options.get('backing');
  if (given !== null && given !== '') return false;
  options.delete('backing');
  if (given === '') {
    const instead = 'use "backing": null instead';
    context.report(`warning: Use of "backing": "" is deprecated; ${instead}`);
  }
  return true;
}

/** What the image itself says counts as far as the options leave it open. */
function* openNamed(
  request: DriverRequest,
  node: Qcow2Node,
  stored: string | undefined,
  options: Options,
): Task<BlockNode> {
  const isNamed = options.has('file.filename') || stored === undefined;
  const format = options.has('driver') ? '' : node.image.extensions.backingFormat;
  return yield* request.openOther('backing', {
    filename: isNamed ? undefined : fullBackingName(node, stored),
    options,
    format: format === '' ? undefined : format,
    mode: { ...request.mode, readOnly: true },
  });
}
