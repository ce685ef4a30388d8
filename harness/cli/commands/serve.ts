// `blkdrill serve`: an image as a disk for NBD clients.
import type { Command } from '../command.ts';

/** Serves an image until a signal comes, or its last client has gone. */
export const serveCommand: Command = {
  name: 'serve',
  summary: 'an image as a disk for NBD clients, with faults',
  arguments: '<image>',
  description:
    'Serves an image over NBD: nbdcopy, nbdinfo, qemu-img, a kernel and others use it as a disk, ' +
    'and meet its faults. The first line on standard output is the URI by which they find it. ' +
    'Ctrl-C or SIGTERM ends it: it closes the image, removes the socket, and tells of each fault ' +
    'how often it armed and fired.',
  options: [
    {
      name: 'format',
      short: 'f',
      value: 'FORMAT',
      summary: 'of the image (default: it is probed)',
    },
    {
      name: 'image-opts',
      summary: 'the image is given as options, as driver=qcow2,file.filename=a',
    },
    { name: 'socket', short: 'k', value: 'PATH', summary: 'listen on a Unix socket' },
    {
      name: 'port',
      short: 'p',
      value: 'N',
      summary: 'listen on a port (default: 10809); 0: on any that is free',
      conflicts: ['socket'],
    },
    {
      name: 'bind',
      short: 'b',
      value: 'ADDRESS',
      summary: 'address of the port (default: 127.0.0.1, which only this machine reaches)',
      conflicts: ['socket'],
    },
    {
      name: 'faults',
      value: 'RULES',
      summary:
        "a file of blkdebug or YAML, a rule as 'event=write_aio,errno=ENOSPC,once=on', faults as " +
        "a case has them in braces, or requests as 'write 2 ENOSPC', 'any 7- EIO', 'read 1 " +
        "disconnect'; may be repeated",
    },
    { name: 'may-not-fire', summary: 'a fault that never fired is no error' },
    { name: 'log', value: 'FILE', summary: 'write a line for each request' },
    {
      name: 'write-log',
      value: 'FILE',
      summary: 'write what each request does to files, as write logs of cases have it',
    },
    { name: 'read-only', short: 'r', summary: 'clients may only read' },
    {
      name: 'force-share',
      short: 'U',
      summary: 'others may write to the image meanwhile; with --read-only',
    },
    { name: 'export', short: 'x', value: 'NAME', summary: 'name of the export (default: none)' },
    {
      name: 'bitmap',
      short: 'B',
      value: 'NAME',
      summary: 'tell of a bitmap as qemu:dirty-bitmap:NAME; may be repeated',
    },
    {
      name: 'cache',
      value: 'MODE',
      summary:
        'none, writeback (default), writethrough, directsync or unsafe, as qemu-nbd has them',
    },
    {
      name: 'discard',
      value: 'MODE',
      summary: 'unmap (default) or ignore: whether discards reach the image',
    },
    { name: 'once', summary: 'end when the last client has gone' },
  ],
  environment: [],
  exitStatus: {
    0: 'success',
    1: 'a fault never fired, the image could not be closed well, or a log could not be written',
    2: 'the request is wrong, the image cannot be opened, or nobody can listen there',
  },
  async run(request) {
    const { serve } = await import('../serve.ts');
    return serve(request);
  },
};
