// Creating where the protocol makes nothing: what can be opened is taken as it is. And what a file
// cannot be created with.
import { compareLines } from '../../testing/compare-lines.ts';
import { raw } from '../../testing/program-files.ts';

compareLines(
  'qemu-img create: protocols that make nothing',
  [
    'img create -f file -o help nbd:a',
    'img create -f raw -o help nbd:a',
    'img create -f qcow2 -o help host_cdrom:a',
    'img create -f host_device -o help a',
    'img create -f nbd -o help',
    'img convert -O raw -o help r.raw nbd:b',
    'img create -f host_device a 1M',
    'img create -f host_device r.raw 1M',
    'img create -f host_cdrom a 1M',
    'img create host_device:a 1M',
    'img create -f qcow2 -o nocow=on nbd:unix:/nosuch 1M',
    'img create -f raw -o preallocation=full nbd:unix:/nosuch 1M',
    'img create -f nbd -o preallocation=metadata nbd:unix:/nosuch 1M',
    'img convert -O host_device r.raw a',
  ],
  raw,
);

compareLines(
  'qemu-img create: a hint for extents',
  [
    'img create -f raw -o extent_size_hint=4294967296 a 2M',
    'img create -f raw -o extent_size_hint=4G,preallocation=metadata a 1M',
    'img create -f raw -o extent_size_hint=4G,preallocation=what a 1M',
    'img create -f raw -o extent_size_hint=4G nosuch/a 1M',
    'img create -f qcow2 -o extent_size_hint=4G,cluster_size=3 b 1M',
    'img create -f qcow2 -o extent_size_hint=4G,data_file=d b 1M',
    'img convert -O raw -o extent_size_hint=8G r.raw b',
    'img convert -O qcow2 -o extent_size_hint=8G r.raw b',
  ],
  raw,
);
