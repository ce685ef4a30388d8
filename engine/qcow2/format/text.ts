// Names in the image are bytes; here they are strings. Bytes that are not UTF-8 become lone
// surrogates (0xDC00 + byte), so that writing a name back gives the bytes that were read.

const ESCAPE = 0xdc00;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

type Decoder = InstanceType<typeof TextDecoder>;

/** The text in `bytes`, which ends at the first zero byte or at their end. */
export function decodeText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const used = end < 0 ? bytes : bytes.subarray(0, end);
  const text = decoder.decode(used);
  return text.includes('\ufffd') ? decodeWithEscapes(used) : text;
}

/** The bytes of `text`, without a zero byte behind them. */
export function encodeText(text: string): Uint8Array {
  if (text.isWellFormed()) return encoder.encode(text);
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    const isEscape = code >= ESCAPE + 0x80 && code <= ESCAPE + 0xff;
    const part = isEscape ? Uint8Array.of(code - ESCAPE) : encoder.encode(character);
    parts.push(part);
    length += part.length;
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** At most the first `length` bytes of `text`; a character that is cut leaves the bytes it had. */
export function cutText(text: string, length: number): string {
  const bytes = encodeText(text);
  return bytes.length <= length ? text : decodeText(bytes.subarray(0, length));
}

function decodeWithEscapes(bytes: Uint8Array): string {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at, strict);
    if (length === 0) {
      text += String.fromCharCode(ESCAPE + (bytes[at] as number));
      at += 1;
    } else {
      text += strict.decode(bytes.subarray(at, at + length));
      at += length;
    }
  }
  return text;
}

/** Length of the valid UTF-8 sequence at `at`, or zero. */
function sequenceLength(bytes: Uint8Array, at: number, strict: Decoder): number {
  const first = bytes[at] as number;
  const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (at + length > bytes.length) {
    return 0;
  }
  try {
    strict.decode(bytes.subarray(at, at + length));
    return length;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return 0;
  }
}
