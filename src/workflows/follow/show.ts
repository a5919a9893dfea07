import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { showDetails } from './current-details';
import { INSTANT_ATTRIBUTES, KEYWORD_ATTRIBUTES, type Shown } from './plan';

/**
 * Shows in the Temporal UI where the subject stands. Search attributes are kept by the server: they answer while no
 * worker runs and after the end. The current details say it at length, and are answered by a worker. Only what changed
 * is sent, because each upsert is an event of the history; one a plan at most.
 */
export function show({ headline, facts, below, attributes }: Shown): void {
  showDetails(headline, facts, below);
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
