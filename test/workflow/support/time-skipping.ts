import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';

Runtime.install({ logger: new DefaultLogger('WARN') });

export async function startTimeSkippingServer(): Promise<TestWorkflowEnvironment> {
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: {
      executable: { type: 'existing-path', path: resolve('.cache/bin/temporal-test-server-1.40.0') },
    },
  });
  const types = { Keyword: 2, Datetime: 6 } as const;
  const wanted = JSON.parse(readFileSync('config/search-attributes.json', 'utf8')) as Record<string, keyof typeof types>;
  await env.connection.operatorService.addSearchAttributes({
    namespace: env.namespace ?? 'default',
    searchAttributes: Object.fromEntries(Object.entries(wanted).map(([name, type]) => [name, types[type]])),
  });
  return env;
}
