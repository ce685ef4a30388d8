// Numbers in the forms that QEMU prints them in.

/** As `%.Nf`: exact ties go to the even digit, where toFixed would go up. */
export function fixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : 'inf';
  const rounded = value.toFixed(digits);
  const exact = value.toFixed(Math.min(100, digits + 60));
  const point = exact.indexOf('.');
  const isTie = /^50*$/.test(exact.slice(point + 1 + digits));
  if (!isTie) return rounded;
  const cut = digits === 0 ? exact.slice(0, point) : exact.slice(0, point + 1 + digits);
  return '02468'.includes(cut.at(-1) ?? '') ? cut : rounded;
}

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const;

/** A size or a rate as qemu-io prints it: `64 KiB`, `1.500 KiB`, `36.856479 bytes`. */
export function formatBytes(value: number): string {
  let power = 6;
  while (power > 0 && value < 1024 ** power) power -= 1;
  const text = fixed(value / 1024 ** power, power === 0 ? 6 : 3);
  const point = text.indexOf('.000');
  return `${point < 0 ? text : text.slice(0, point)} ${UNITS[power]}`;
}

const SHORT_UNITS = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] as const;

/** A size as `qemu-img info` prints it, three significant digits: `196 KiB`, `1.5 GiB`. */
export function formatSize(value: number): string {
  // The unit changes where the integer part would reach 1000, not 1024.
  let power = 0;
  while (power < 6 && value / (1000 / 1024) >= 1024 ** (power + 1)) power += 1;
  const scaled = value / 1024 ** power;
  const rounded = scaled >= 999.5 ? '1e+03' : String(Number(significant(scaled)));
  return `${rounded} ${SHORT_UNITS[power]}B`;
}

/** Three significant digits of a number from 0 to below 999.5. */
function significant(value: number): string {
  if (value >= 100) return fixed(value, 0);
  if (value >= 10) return fixed(value, 1);
  return fixed(value, value >= 1 ? 2 : 3);
}

/**
 * Seconds as qemu-io prints them: `00.02 sec`, from one second on and with `isLong` `0:00:01.50`.
 */
export function formatTime(seconds: number, isLong: boolean): string {
  if (!isLong && seconds < 1) return `${fixed(seconds, 2).padStart(5, '0')} sec`;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = fixed(seconds % 60, 2);
  return `${hours}:${String(minutes).padStart(2, '0')}:${rest.padStart(5, '0')}`;
}

/** `0x1f`, and `0` for zero, as `%#x` does. */
export const alternateHex = (value: number): string =>
  value === 0 ? '0' : `0x${value.toString(16)}`;

/** What QEMU says to a size such as `0x10k`, which it accepts. */
export const hexSuffixWarning = (text: string): string =>
  `Using a multiplier suffix on hex numbers is deprecated: ${text}`;
