// qemu-io help: the usage lines of all commands, or of one.
import type { IoCommand } from './command.ts';

/** The help command over the table that it is itself part of. */
export function helpCommand(table: () => readonly IoCommand[]): IoCommand {
  return {
    name: 'help',
    alias: '?',
    args: '[command]',
    oneline: 'help for one or all commands',
    minArguments: 0,
    maxArguments: 1,
    needsNoImage: true,
    run({ session }, argv) {
      const wanted = argv[1];
      const commands = table().filter(({ isThere }) => isThere?.(session.behaviour) ?? true);
      if (wanted === undefined) {
        for (const command of commands) session.out(usageLine(command, command.name));
        session.out("\nUse 'help commandname' for extended help.\n");
        return true;
      }
      const command = findCommand(commands, wanted);
      if (command === undefined) {
        session.out(`command ${wanted} not found\n`);
        return false;
      }
      session.out(usageLine(command, wanted));
      return true;
    },
  };
}

/** The command of that name or alias. */
export const findCommand = (table: readonly IoCommand[], word: string): IoCommand | undefined =>
  table.find(({ name, alias }) => name === word || alias === word);

const usageLine = ({ args, oneline }: IoCommand, name: string): string =>
  `${name} ${args === undefined ? '' : `${args} `}-- ${oneline}\n`;
