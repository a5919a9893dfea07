import { NativeConnection, Worker } from '@temporalio/worker';
import { bareActivities } from './activities';

/* node worker.js <Temporal address> <task queue> <database URL> <SMTP URL> */
async function main(): Promise<void> {
  const [address, taskQueue = '', databaseUrl = '', smtpUrl = ''] = process.argv.slice(2);
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    taskQueue,
    workflowsPath: require.resolve('./workflows'),
    activities: { ...bareActivities(databaseUrl, smtpUrl) },
    maxCachedWorkflows: 400,
  });
  process.stdout.write('bare worker is ready\n');
  await worker.run();
  process.exit(0);
}

void main();
