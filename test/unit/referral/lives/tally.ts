/** What happened in many lives, counted: `group / name`. Plain numbers, so that it travels between processes. */
export type Tally = Record<string, number>;

export function count(tally: Tally, group: string, name: string, by = 1): void {
  const key = `${group} / ${name}`;
  tally[key] = (tally[key] ?? 0) + by;
}

export function addTo(tally: Tally, other: Tally): void {
  for (const [key, times] of Object.entries(other)) tally[key] = (tally[key] ?? 0) + times;
}

/** A line a group, the most frequent first. */
export function table(tally: Tally): string {
  const groups = new Map<string, [string, number][]>();
  for (const [key, times] of Object.entries(tally)) {
    const [group = '', name = ''] = key.split(' / ');
    groups.set(group, [...(groups.get(group) ?? []), [name, times]]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, counts]) => {
      const sorted = counts
        .sort(([, a], [, b]) => b - a)
        .map(([name, times]) => `${name} ${times.toLocaleString('en-US')}`);
      return `${group}: ${sorted.join(', ')}`;
    })
    .join('\n');
}
