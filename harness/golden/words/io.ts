// Words of qemu-io: commands and flags that its usage tells of, and 7.2 does not have.
import type { Wording } from './wording.ts';

/** Usage of a command that has the flag -r, for registered buffers. */
const WITH_FLAG = /^((?:aio_)?(?:read|write)v? \[-\w*)r(\w*\] )/gm;
/** A line of `help` about a command that came later. */
const LATER_COMMAND = /^zone_(?:append|close|finish|open|report|reset) .* -- .*\n/gm;

/** Usage of commands of qemu-io, in their `help` and below a mistake. */
export const IO_USAGE: Wording = {
  name: 'usage of qemu-io tells of flags and commands that 7.2 does not have',
  since: [10, 0],
  toRecorded(text, acted) {
    if (!text.includes(' -- ')) return text;
    return text
      .replaceAll(WITH_FLAG, (_line, before: string, behind: string) => {
        acted();
        return `${before}${behind}`;
      })
      .replaceAll(LATER_COMMAND, () => {
        acted();
        return '';
      });
  },
};
