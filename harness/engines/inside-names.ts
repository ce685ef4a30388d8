// What may be named by those who are not trusted: only files of their own scratch folder, and no
// driver that reaches further. Programs run inside that folder, so a name without a slash cannot
// leave it.

/** Drivers and protocol prefixes that stay inside the scratch folder. */
export const INSIDE_DRIVERS: readonly string[] = [
  'blkdebug',
  'blklogwrites',
  'blkverify',
  'bochs',
  'cloop',
  'compress',
  'copy-on-read',
  'dmg',
  'file',
  'json',
  'luks',
  'null-aio',
  'null-co',
  'parallels',
  'preallocate',
  'qcow',
  'qcow2',
  'qed',
  'quorum',
  'raw',
  'throttle',
  'vdi',
  'vhdx',
  'vmdk',
  'vpc',
];

/** How a name or an argument reaches outside: by a path, or by this driver. */
export interface ReachesOut {
  readonly driver: string | undefined;
}

/** How `argument`, of a tool or within an image, could leave the scratch folder; undefined: not. */
export function reachesOut(argument: string): ReachesOut | undefined {
  const rest = argument.replaceAll(/(?<![\w./-])TEST_DIR\/[A-Za-z0-9_][\w.-]*/g, '#');
  if (rest.replaceAll(/(?<![\w-])null-(?:co|aio):\/\//g, '#').includes('/')) {
    return { driver: undefined };
  }
  const protocols = rest.matchAll(/(?:^|[:=,\s"'])([A-Za-z][\w+-]*):(?=[^\s"',=}])/g);
  const drivers = rest.matchAll(/(?:^|[^\w-])driver["']?\s*[=:]\s*["']?([^"',}\s]+)/g);
  for (const [, driver = ''] of [...protocols, ...drivers]) {
    if (!INSIDE_DRIVERS.includes(driver)) return { driver };
  }
  return undefined;
}
