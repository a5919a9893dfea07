interface Timed {
  readonly at: number;
}

/** Adds an entry to a binary heap. The earliest entry is always first. */
export function pushEarliest<T extends Timed>(heap: T[], entry: T): void {
  let at = heap.push(entry) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || above.at <= entry.at) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = entry;
}

/** Removes the earliest entry, which is first. */
export function popEarliest(heap: Timed[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const right = left + 1;
    const smaller = (heap[right]?.at ?? Infinity) < (heap[left]?.at ?? Infinity) ? right : left;
    const child = heap[smaller];
    if (child === undefined || child.at >= last.at) break;
    heap[at] = child;
    at = smaller;
  }
  heap[at] = last;
}
