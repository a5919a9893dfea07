import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { upsertMemo, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { showDetails } from './current-details';
import { INSTANT_ATTRIBUTES, KEYWORD_ATTRIBUTES, type Shown } from './plan';

/**
 * Shows in the Temporal UI where the subject stands. Search attributes and the memo are kept by the server: they answer
 * while no worker runs and after the end. The current details say it at length, and are answered by a worker. Only what
 * changed is sent, because each upsert is an event of the history; one of each a plan at most. A state `inPassing` lasts
 * until a mail is out that a person waits for: the next plan, some milliseconds later, is what is worth keeping.
 */
export function show(shown: Shown, inPassing: boolean): void {
  showDetails(shown.headline, shown.facts, shown.below);
  if (inPassing) return;
  showAttributes(shown.attributes);
  showMemo(shown);
}

/** The headline as `stands`, and each fact under its label in small letters. */
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
