import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { z } from 'zod';
import { provided } from './environment';

/** The operator service's codes of the types in config/search-attributes.json. */
const CODES = { Keyword: 2, Datetime: 6 } as const;

/**
 * A time-skipping server of its own, with the search attributes registered. Time is one for all workflows on it, so a
 * test file that moves the clock wants one for itself; `teardown()` ends it.
 */
export async function startTimeSkipping(): Promise<TestWorkflowEnvironment> {
  const executable = { type: 'existing-path' as const, path: provided('TEST_TIME_SKIPPING_SERVER') };
  const environment = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
  await environment.connection.operatorService.addSearchAttributes({
    namespace: environment.namespace ?? 'default',
    searchAttributes: searchAttributeCodes(),
  });
  return environment;
}

function searchAttributeCodes(): Record<string, number> {
  const file = path.resolve(__dirname, '../../config/search-attributes.json');
  const types = z
    .record(z.string(), z.enum(['Keyword', 'Datetime']))
    .parse(JSON.parse(readFileSync(file, 'utf8')));
  return Object.fromEntries(Object.entries(types).map(([name, type]) => [name, CODES[type]]));
}
