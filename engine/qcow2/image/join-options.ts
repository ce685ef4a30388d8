// Which options of an open image go on to hold when others are asked for. Some groups count as a
// whole: what is new in a group replaces all that was old in it.
import type { Options } from '../../block/open.ts';

const CACHE_PARTS: readonly string[] = ['l2-cache-size', 'refcount-cache-size'];
const TEMPLATES: readonly string[] = ['overlap-check', 'overlap-check.template'];

/**
 * The options that `asked` leads to where `before` were in force. A new template of overlap checks
 * replaces the old one and its exceptions, a new total of the caches their old parts. A total that
 * is not asked for again is forgotten, whatever else is asked for: QEMU 7.2 does that.
 */
export function joinOptions(asked: Options, before: Options): Options {
  const joined = new Map(before);
  if (TEMPLATES.some((name) => asked.has(name))) {
    for (const name of before.keys()) {
      if (name === 'overlap-check' || name.startsWith('overlap-check.')) joined.delete(name);
    }
  }
  if (asked.has('cache-size')) CACHE_PARTS.forEach((name) => joined.delete(name));
  else joined.delete('cache-size');
  asked.forEach((value, name) => joined.set(name, value));
  return joined;
}
