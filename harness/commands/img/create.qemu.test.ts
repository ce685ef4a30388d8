// The options that create knows, against the real tool: those of a format and those of its file.
import { compareLines } from '../../testing/compare-lines.ts';
import { raw } from '../../testing/program-files.ts';

compareLines(
  'qemu-img create: options of the format and of the file',
  [
    'img create -f qcow2 -o help',
    'img create -f qcow2 -o help a',
    'img create -f raw -o help',
    'img create -f raw -o help a',
    'img create -f file -o help',
    'img create -f file -o help a',
    'img create -f raw -o preallocation=off,nocow=off a 1M',
    'img create -f file -o preallocation=off,nocow=off a 1M',
    'img create -f qcow2 -o preallocation=off,nocow=off a 1M',
    'img create -f file -b r.raw -F raw a',
    'img create -f null-co a 1M',
    'img create -f raw null-co:// 1M',
    'img amend -f qcow2 -o help',
    'img amend -f raw -o help',
    'img measure -O file --size 1M',
    'img measure -O raw --size 1000',
  ],
  raw,
);
