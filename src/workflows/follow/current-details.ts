import { setCurrentDetails } from '@temporalio/workflow';

/** What the Temporal UI shows of a workflow at length: a headline, and a line for each fact. */
export function showDetails(
  headline: string,
  facts: readonly (readonly [label: string, value: string])[],
  below: readonly string[] = [],
): void {
  const lines = facts.map(([label, value]) => `- **${label}:** ${value}`);
  setCurrentDetails([`**${headline}**`, '', ...lines, ...below].join('\n'));
}
