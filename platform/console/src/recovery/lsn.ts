/** A position in the write-ahead log as bytes; null when it is none. Sixty-four bits, which a number does not hold. */
function parse(lsn: string | null): bigint | null {
  const found = lsn === null ? null : /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i.exec(lsn);
  return found ? (BigInt(`0x${found[1]}`) << 32n) + BigInt(`0x${found[2]}`) : null;
}

/** How many bytes of the log lie between two positions; null when one is not known or they are in no order. */
export function bytesBetween(from: string | null, to: string | null): number | null {
  const [first, last] = [parse(from), parse(to)];
  return first === null || last === null || last < first ? null : Number(last - first);
}
