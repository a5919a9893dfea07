import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { upsertMemo, upsertSearchAttributes, workflowInfo, setCurrentDetails } from '@temporalio/workflow';
import { INSTANT_ATTRIBUTES, KEYWORD_ATTRIBUTES, type Shown } from './plan';

/**
 * Shows the subject's state in the Temporal UI. The server keeps search attributes and the memo, so they can be read
 * while no worker runs and after the end. The current details say the same at length, and a worker answers them. Only
 * changes are sent, because each upsert is an event in the history; each plan causes at most one of each. A state
 * `inPassing` lasts only until a mail that a person waits for has gone out. The next plan, some milliseconds later,
 * is the one worth keeping.
 */
export function show(shown: Shown, inPassing: boolean): void {
  showDetails(shown.headline, shown.facts, shown.below);
  if (inPassing) return;
  showAttributes(shown.attributes);
  showMemo(shown);
}

/** The headline goes under `stands`, and each fact under its label in lower case. */
function showMemo({ headline, facts }: Shown): void {
  const { memo: known } = workflowInfo();
  const now: (readonly [string, string])[] = [
    ['stands', headline],
    ...facts.map(([label, value]) => [label.toLowerCase(), value] as const),
  ];
  const changes = now.filter(([name, value]) => known?.[name] !== value);
  if (changes.length > 0) upsertMemo(Object.fromEntries(changes));
}

function showAttributes(attributes: Shown['attributes']): void {
  const { typedSearchAttributes: known } = workflowInfo();
  const changes: SearchAttributeUpdatePair[] = [];
  for (const name of KEYWORD_ATTRIBUTES) {
    const value = attributes[name];
    const key = defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);
    if (value !== undefined && (known.get(key) ?? null) !== value) changes.push({ key, value });
  }
  for (const name of INSTANT_ATTRIBUTES) {
    const at = attributes[name];
    if (at === undefined) continue;
    const key = defineSearchAttributeKey(name, SearchAttributeType.DATETIME);
    const value = at === null ? null : new Date(at);
    if (known.get(key)?.getTime() !== value?.getTime()) changes.push({ key, value });
  }
  if (changes.length > 0) upsertSearchAttributes(changes);
}

/** What the Temporal UI shows of a workflow at length: a headline, and a line for each fact. */
function showDetails(
  headline: string,
  facts: readonly (readonly [label: string, value: string])[],
  below: readonly string[] = [],
): void {
  const lines = facts.map(([label, value]) => `- **${label}:** ${value}`);
  setCurrentDetails([`**${headline}**`, '', ...lines, ...below].join('\n'));
}
