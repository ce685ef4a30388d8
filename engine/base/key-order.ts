// The order in which QEMU writes the keys of a dictionary: that of its hash table. JSON output and
// json: names are only equal to QEMU's in this order.

const BUCKETS = 512;
const encoder = new TextEncoder();

/** Which of the 512 buckets `key` falls into. */
function bucketOf(key: string): number {
  const bytes = encoder.encode(key);
  let sum = Math.imul(0x238f13af, bytes.length);
  bytes.forEach((byte, index) => {
    sum = (sum + (byte << ((index * 5) % 24))) | 0;
  });
  return ((Math.imul(1103515243, sum) + 12345) >>> 0) % BUCKETS;
}

/** `keys` as QEMU lists them; of two in one bucket the one inserted last comes first. */
export function inDictionaryOrder(keys: Iterable<string>): string[] {
  return [...keys]
    .map((key, position) => ({ key, position, bucket: bucketOf(key) }))
    .sort((a, b) => a.bucket - b.bucket || b.position - a.position)
    .map(({ key }) => key);
}
