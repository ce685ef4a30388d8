// The filter throttle and the groups that it joins, against the real tools. No limit here makes
// the real ones wait.
import { compareLines } from '../../testing/compare-lines.ts';
import type { TwinWorld } from '../../testing/differential.ts';

const GROUP = '--object throttle-group,id=g';
const ON_Q = 'driver=throttle,throttle-group=g,file.driver=qcow2,file.file.filename=q';
const BELOW_Q =
  'driver=qcow2,file.driver=throttle,file.throttle-group=g,file.file.driver=file,' +
  'file.file.filename=q';
const ON_RAW = 'driver=throttle,throttle-group=g,file.driver=raw,file.file.filename=r';
const PACKED = `driver=compress,file.driver=throttle,file.throttle-group=g,file.file.driver=qcow2,`;

function images(world: TwinWorld): void {
  world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', 'q', '3M');
  world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', '-b', 'q', '-F', 'qcow2', 'top');
  world.prepare('qemu-img', 'create', '-q', '-f', 'raw', 'r', '1M');
}

compareLines(
  'throttle',
  [
    `io --object throttle-group,id=g,limits.iops-total=100000 --image-opts ${ON_Q} ` +
      `-c 'write -P 3 1M 64k' -c 'read -P 3 1M 64k' -c map -c length -c info -c 'discard 0 64k' ` +
      `-c 'write -z 2M 64k' -c 'write -c 0 64k' -c flush -c 'truncate 4M' -c 'alloc 0 4M'`,
    `io ${GROUP} --image-opts ${BELOW_Q} -c 'write 0 1M' -c 'write -z -u 0 64k' -c map`,
    `io ${GROUP} -c 'open -o ${BELOW_Q}' -c 'read 0 1M' -c 'reopen -r' -c 'write 0 1k'`,
    `io ${GROUP} --object throttle-group,id=h -c 'open -o ${BELOW_Q}' ` +
      "-c 'reopen -o file.throttle-group=h' -c 'reopen -o file.throttle-group=x' -c 'read 0 1k'",
    `io ${GROUP} --image-opts ${ON_Q} -c 'reopen -r' -c 'read 0 1k'`,
    `img info ${GROUP} --image-opts ${ON_Q}`,
    `img info --output=json ${GROUP} --image-opts ${BELOW_Q}`,
    `img check ${GROUP} --image-opts ${BELOW_Q}`,
    `img check ${GROUP} --image-opts ${ON_Q}`,
    `img map ${GROUP} --image-opts ${ON_Q}`,
    `img map --output=json ${GROUP} --image-opts ${BELOW_Q}`,
    `img convert ${GROUP} -O raw --image-opts ${ON_Q} x`,
    `img convert ${GROUP} -n -O qcow2 --target-image-opts r ${BELOW_Q}`,
    `img resize ${GROUP} --image-opts ${ON_Q} 5M`,
    `img snapshot ${GROUP} -l --image-opts ${ON_Q}`,
    `img bench ${GROUP} -c 2 --image-opts ${ON_Q}`,
    `img compare ${GROUP} --image-opts ${ON_Q} driver=qcow2,file.filename=q`,
    `img commit ${GROUP} --image-opts driver=qcow2,file.filename=top,backing.driver=throttle,` +
      'backing.throttle-group=g,backing.file.driver=qcow2,backing.file.file.filename=q',
    `io ${GROUP} --image-opts ${PACKED}file.file.file.filename=q -c 'write 0 64k'`,
    `io ${GROUP} --image-opts driver=compress,file.driver=throttle,file.throttle-group=g,` +
      "file.file.driver=raw,file.file.file.filename=r -c 'write 0 64k'",
    `img info ${GROUP} --image-opts ${ON_RAW}`,
    'img info --image-opts driver=throttle',
    'img info --image-opts driver=throttle,file.filename=r',
    `img info ${GROUP} --image-opts driver=throttle,throttle-group=h,file.filename=r`,
    `img info ${GROUP} --image-opts ${ON_RAW},foo=1`,
    `img info ${GROUP} -f throttle q`,
    'img create -f throttle z 1M',
    `img info ${GROUP} ${GROUP} r`,
    `img info ${GROUP} --object secret,id=g,data=x r`,
    'img info --object secret,id=g,data=x --object throttle-group,id=g,limits.iops-size=1 r',
  ],
  images,
);

const ACCEPTED_OR_NOT = [
  '',
  ',limits.iops-total=1000',
  ',x-iops-total=1000',
  ',limits.iops-total=1000,limits.iops-read=5',
  ',limits.bps-total-max=5,limits.bps-read-max=5',
  ...['-1', 'x', '1k', '', '010', '0x10', '1000000000000000', '1000000000000001', '1.5', '+5'].map(
    (value) => `,limits.iops-total=${value}`,
  ),
  ',limits.iops-total=99999999999999999999',
  ',limits.bps-total=1,limits.bps-total-max=4',
  ',limits.bps-total-max=4',
  ',limits.bps-total-max-length=0',
  ',limits.bps-total-max-length=2',
  ',x-bps-total-max=4',
  ',limits.iops-size=5',
  ',limits.iops-size=5,limits.iops-write=1',
  ',limits.iops-size=-5,limits.iops-write=1',
  ',limits.iops-total=10,limits.iops-total-max=5',
  ',limits.iops-total=10,limits.iops-total-max-length=5',
  ',limits.iops-total=10,limits.iops-total-max=15,limits.iops-total-max-length=99999999',
  ',limits.iops-total=10,limits.iops-total-max=1000000,limits.iops-total-max-length=4294967295',
  ',limits.iops-total-max-length=4294967296',
  ',limits.iops-total-max-length=4294967296,limits.bps-write-max-length=4294967297',
  ',limits.iops-total-max-length=-1',
  ',x-iops-total-max-length=4294967296',
  ',x-iops-total-max-length=0',
  ',x-iops-total=-5',
  ',x-iops-total=x,limits.iops-read=x',
  ',x-iops-total=1,x-iops-read=4,limits.iops-total=0',
  ',x-iops-total=1,limits.iops-total=0,limits.iops-read=4',
  ',x-iops-total=1,x-iops-read=4',
  ',limits.bps-read-max-length=0,limits.bps-write=-1',
  ',limits.bps-write=-1,limits.bps-read-max=3',
  ',limits=5',
  ',limits.0=5',
  ',limits.iops-total.x=4',
  ',x-iops-total.x=4',
  ',limits=5,limits.iops-total=4',
  ',limits.iops-total=4,limits=5',
  ',limits.foo=1',
  ',foo=1',
  ',foo.x=1',
  ',limits.foo=1,x-iops-total=x',
  ',foo=1,x-iops-total=-1',
];
const OF_JSON = [
  '{"limits":{"iops-total":5}}',
  '{"limits":{"iops-total":"5"}}',
  '{"limits":{"iops-total":5.5}}',
  '{"limits":5}',
  '{"limits":{}}',
  '{"x-iops-total":-5}',
  '{"x-iops-total":"5"}',
  '{"limits":{"foo":5}}',
];

compareLines(
  'throttle groups',
  [
    ...ACCEPTED_OR_NOT.map((text) => `img info ${GROUP}${text} --image-opts ${ON_RAW}`),
    ...OF_JSON.map((json) => {
      const object = { 'qom-type': 'throttle-group', id: 'g', ...(JSON.parse(json) as object) };
      return `img info --object '${JSON.stringify(object)}' --image-opts ${ON_RAW}`;
    }),
    'img info --object throttle-group r',
    'img info --object throttle-group,id=5 r',
    'img info --object throttle-group,id=5,limits.iops-total=-1 r',
    'img info --object throttle-group,id=5,foo=1 r',
    'img info --object throttle-group,help r',
    'io --object throttle-group,help',
    'img info --object secret,id=s,data.x=5 r',
    'img info --object secret,id=s,data=5,foo.x=5 r',
  ],
  images,
);
