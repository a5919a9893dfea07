/** Counts what was done, by kind. */
export class Tally {
  private readonly counts = new Map<string, number>();

  add(what: string, times = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + times);
  }

  of(what: string): number {
    return this.counts.get(what) ?? 0;
  }

  /** Of all whose name begins so. */
  sum(prefix: string): number {
    return this.under(prefix).reduce((sum, [, times]) => sum + times, 0);
  }

  /** Without the prefix, in the order of their names. */
  under(prefix: string): readonly (readonly [what: string, times: number])[] {
    return [...this.counts]
      .filter(([what]) => what.startsWith(prefix))
      .map(([what, times]) => [what.slice(prefix.length), times] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }
}
