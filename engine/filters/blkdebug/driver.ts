// Opens blkdebug from `blkdebug:CONF:IMAGE` or from options, in QEMU's order: rules, permissions,
// the image below, limits, and at last the event 'none'.
import { strerror } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import { plainNameOf } from '../../block/filename.ts';
import type { BlockNode, PreparedReopen } from '../../block/node.ts';
import type { Driver, DriverRequest } from '../../block/open.ts';
import { takeString } from '../../block/options.ts';
import type { Task } from '../../task/task.ts';
import { parseConfigFile } from './config-file.ts';
import { takeInlineSections } from './inline-rules.ts';
import { Blkdebug } from './layer.ts';
import { limitsOver, takeLimits, takePermissions } from './node-limits.ts';
import type { Section } from './rule-options.ts';
import { ruleOf, SECTION_NAMES } from './rule-options.ts';
import type { Rule } from './rules.ts';

const PREFIX = 'blkdebug:';

/** The option that holds the image's name, as it stands behind the second colon. */
const IMAGE_NAME = 'x-image';

function readSections(request: DriverRequest, config: string | undefined): Section[] {
  if (config === undefined) {
    return [];
  }
  let text: string;
  try {
    text = request.context.storage.readText(config);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    const message = `Could not read blkdebug config file: ${strerror(error.errno)}`;
    throw new FormatError(message, { errno: error.errno });
  }
  return parseConfigFile(text, config);
}

/** All rules, those of the file before those of the options, errors before changes of state. */
function takeRules(request: DriverRequest, config: string | undefined): Rule[] {
  const sections = readSections(request, config);
  for (const name of SECTION_NAMES) {
    sections.push(...takeInlineSections(request.options, name));
  }
  return SECTION_NAMES.flatMap((name) =>
    sections.filter((section) => section.name === name).map(ruleOf),
  );
}

export const blkdebugDriver: Driver = {
  name: 'blkdebug',
  isProtocol: true,
  isStrong: (option) => option !== IMAGE_NAME && option !== 'image' && !option.startsWith('image.'),
  plainName(node, strong) {
    const image = node.primary === undefined ? undefined : plainNameOf(node.primary);
    const isPlain = [...strong.keys()].every((key) => key === 'config');
    const config = strong.get('config') ?? '';
    return isPlain && image !== undefined ? `${PREFIX}${config}:${image}` : undefined;
  },
  parseFilename(filename, options) {
    if (!filename.startsWith(PREFIX)) {
      options.set(IMAGE_NAME, filename);
      return;
    }
    const rest = filename.slice(PREFIX.length);
    const colon = rest.indexOf(':');
    if (colon < 0) {
      throw new FormatError('blkdebug requires both config file and image path');
    }
    if (colon > 0) options.set('config', rest.slice(0, colon));
    options.set(IMAGE_NAME, rest.slice(colon + 1));
  },
  *open(request): Task<BlockNode> {
    const { options } = request;
    const config = takeString(options, 'config');
    const imageName = takeString(options, IMAGE_NAME);
    const asked = takeLimits(options);
    const rules = takeRules(request, config);
    takePermissions(options);
    const image = yield* request.openChild('image', imageName);
    const limits = limitsOver(image, asked);
    const { print } = request.context;
    const node = new Blkdebug(request.filename, request.mode, image, { rules, limits, print });
    const stop = node.event('none');
    if (stop) yield* stop;
    return node;
  },
  /** Rules stay, and so does their state; nothing can be changed. */
  *prepareReopen(): Task<PreparedReopen> {
    return { commit() {} };
  },
};
