/**
 * A fixed number for this pair of ids. It is unrelated to the order of the ids, however much they look alike.
 */
export function lotsFor(referralId: string): (organizationId: string) => number {
  const start = fnv1a(0x811c9dc5, `${referralId}:`);
  return (organizationId) => scatter(fnv1a(start, organizationId)) >>> 0;
}

function fnv1a(start: number, text: string): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/** MurmurHash3's finalizer. FNV alone leaves ids that differ only in their last digits close to each other. */
function scatter(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
