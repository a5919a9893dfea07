/** What became of one sample lead. */
export interface Outcome {
  readonly externalId: string;
  readonly status: string;
  readonly organization: string;
}

export interface Failure {
  readonly externalId: string;
  readonly detail: string;
}

/** The table that the demonstration prints: one line for each organization and status, the fullest first. */
export function summarize(outcomes: readonly Outcome[], failures: readonly Failure[]): string {
  const counts = new Map<string, number>();
  for (const { organization, status } of outcomes) {
    const line = `${organization.padEnd(48)} ${status}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  const rows = [...counts].sort(([a, x], [b, y]) => y - x || a.localeCompare(b, 'en'));
  return [
    `${outcomes.length} accepted, ${failures.length} refused`,
    ...rows.map(([line, count]) => `${String(count).padStart(5)}  ${line}`),
    ...failures.map(({ externalId, detail }) => `refused ${externalId}: ${detail}`),
  ].join('\n');
}
