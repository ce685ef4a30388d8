// `luks`: disks that are encrypted as a whole.
import { assert } from '../../base/assert.ts';
import type { BlockNode, PreparedReopen } from '../../block/node.ts';
import type { Driver } from '../../block/open.ts';
import { takeString } from '../../block/options.ts';
import { requiredPassword } from '../../block/secrets.ts';
import { isLuks1 } from '../../crypto/luks-header.ts';
import { amendLuks, LUKS_AMEND_OPTIONS, parseSlotChange } from '../../luks/amend.ts';
import { openLuks } from '../../luks/volume.ts';
import type { Task } from '../../task/task.ts';
import { createLuksImage, measureLuks, OPTIONS } from './create.ts';
import { headerArea } from './header-area.ts';
import { LuksNode } from './luks-node.ts';

const KEY_SECRET = 'key-secret';

function asLuks(node: BlockNode): LuksNode {
  assert(node instanceof LuksNode, 'a node of this format is what its driver has opened');
  return node;
}

/** `luks`: option key-secret, which only those do without who look at the header alone. */
export const luksDriver: Driver = {
  name: 'luks',
  probe: (bytes) => (isLuks1(bytes) ? 100 : 0),
  isStrong: (option) => option === KEY_SECRET,
  *open(request): Task<BlockNode> {
    const { filename, mode, context, noIo } = request;
    const file = yield* request.openChild('file');
    const keySecret = takeString(request.options, KEY_SECRET);
    const password = noIo ? undefined : requiredPassword(context, keySecret, '');
    const volume = yield* openLuks(headerArea(file), password);
    return new LuksNode(filename, mode, file, { volume, keySecret });
  },
  /** Nothing of a change concerns the node itself. */
  *prepareReopen(): Task<PreparedReopen> {
    return { commit: () => undefined };
  },
  creation: { options: OPTIONS, create: createLuksImage },
  measure: (options, source, objects) => measureLuks(objects, options, source),
  amendment: {
    options: LUKS_AMEND_OPTIONS,
    *amend(node, options, _progress, { objects, crypto, isForced, renewClaims }): Task<void> {
      const { file, volume, keySecret } = asLuks(node);
      const change = parseSlotChange(options);
      assert(crypto !== undefined, 'who amends encrypted images brings what keys are made with');
      assert(keySecret !== undefined, 'who amends has opened the image with its password');
      const tools = { objects, keySecret, source: crypto, isForced };
      // Nobody else may have the image open meanwhile, whatever for.
      node.sharesReads = false;
      try {
        renewClaims();
        yield* amendLuks(headerArea(file), volume, change, tools);
      } finally {
        node.sharesReads = true;
        renewClaims();
      }
    },
  },
};
