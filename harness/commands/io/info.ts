// qemu-io info: driver, cluster size, and what only this format has.
import type { IoCommand } from './command.ts';
import { assert } from '../../../engine/index.ts';
import { specificLines } from '../shared/image-facts.ts';
import { formatBytes } from '../shared/text.ts';

export const infoCommand: IoCommand = {
  name: 'info',
  alias: 'i',
  oneline: 'prints information about the current file',
  minArguments: 0,
  maxArguments: 0,
  run({ session, guest }) {
    assert(guest !== undefined, 'commands on an image have one');
    const { node } = guest;
    if (!node.isInserted) return false; // without a word
    session.out(`format name: ${node.driver}\n`);
    // A protocol has a second name: the last of those that are in front of file names.
    const driver = session.driverOf(node);
    if (driver?.isProtocol === true) {
      session.out(`format name: ${driver.protocolNames?.at(-1) ?? driver.name}\n`);
    }
    const facts = node.describe();
    if (facts === undefined) return false;
    session.out(
      `cluster size: ${formatBytes(facts.clusterSize)}\n` +
        `vm state offset: ${formatBytes(facts.vmStateOffset)}\n`,
    );
    if (facts.specific !== undefined) {
      session.out(`Format specific information:\n${specificLines(facts.specific)}`);
    }
    return true;
  },
};
