import {
  ConfigError,
  readApiConfig,
  readDatabaseUrl,
  readMigrateConfig,
  readWorkerConfig,
} from '../../src/config';

const shared = {
  DATABASE_URL: 'postgresql://user@127.0.0.1:5432/leads',
  PUBLIC_URL: 'https://leads.example.org/',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  SPOC_EMAIL: 'spoc@example.org',
  PROGRAM_FILE: 'config/mnsure.json',
  LINK_KEYS: `${'a'.repeat(32)}, ${'b'.repeat(32)}`,
};
const api = { ...shared, API_KEYS_FILE: 'keys.json' };
const worker = { ...shared, SMTP_URL: 'smtp://127.0.0.1:1025', MAIL_FROM: 'PAL <pal@example.org>' };

test('what may be left out has a default', () => {
  expect(readApiConfig(api)).toEqual({
    databaseUrl: 'postgresql://user@127.0.0.1:5432/leads',
    databasePoolSize: 20,
    publicUrl: 'https://leads.example.org',
    taskQueue: 'assister-leads',
    spocEmail: 'spoc@example.org',
    programFile: 'config/mnsure.json',
    linkKeys: ['a'.repeat(32), 'b'.repeat(32)],
    logLevel: 'info',
    temporal: {
      address: '127.0.0.1:7233',
      namespace: 'default',
      apiKey: undefined,
      tls: undefined,
      metadata: undefined,
    },
    port: 3000,
    apiKeysFile: 'keys.json',
    shutdownGraceMs: 1_000,
  });
  expect(readWorkerConfig(worker)).toMatchObject({
    databasePoolSize: 20,
    maxCachedWorkflows: 150,
    activitiesAtOnce: 20,
    localActivitiesAtOnce: 20,
    healthPort: 0,
    otlpEndpoint: undefined,
  });
});

test('everything that is wrong is named in one line', () => {
  const wrong = { ...api, PORT: '70000', PUBLIC_URL: 'leads', LINK_KEYS: 'short', SPOC_EMAIL: '' };
  expect(() => readApiConfig(wrong)).toThrow(
    new ConfigError(
      'Configuration: PUBLIC_URL must be a URL such as https://leads.example.org; SPOC_EMAIL is not set; ' +
        'LINK_KEYS must be keys of at least 32 characters, separated by commas; PORT must be between 0 and 65535.',
    ),
  );
});

test.each(Object.keys(api))('the API does not start without %s', (name) => {
  expect(() => readApiConfig({ ...api, [name]: undefined })).toThrow(`${name} is not set`);
});

test.each(Object.keys(worker))('the worker does not start without %s', (name) => {
  expect(() => readWorkerConfig({ ...worker, [name]: '' })).toThrow(`${name} is not set`);
});

test('one short key among good ones is a short key', () => {
  expect(() => readApiConfig({ ...api, LINK_KEYS: `${'a'.repeat(32)},` })).toThrow('LINK_KEYS');
});

test('Temporal Cloud by settings alone: an API key brings TLS', () => {
  const cloud = {
    TEMPORAL_ADDRESS: 'ns.tmprl.cloud:7233',
    TEMPORAL_NAMESPACE: 'ns',
    TEMPORAL_API_KEY: 'secret',
  };
  expect(readApiConfig({ ...api, ...cloud }).temporal).toMatchObject({
    address: 'ns.tmprl.cloud:7233',
    namespace: 'ns',
    apiKey: 'secret',
    tls: true,
  });
});

test('commands that only touch the database need only that', () => {
  expect(readDatabaseUrl({ DATABASE_URL: shared.DATABASE_URL })).toBe(shared.DATABASE_URL);
  expect(() => readDatabaseUrl({ DATABASE_URL: 'mysql://host/leads' })).toThrow('DATABASE_URL must be a URL');
});

test('sizes are settings', () => {
  const sizes = {
    ...{ DATABASE_POOL_SIZE: '7', WORKER_ACTIVITIES: '5', WORKER_LOCAL_ACTIVITIES: '9' },
    ...{ WORKER_HEALTH_PORT: '3001', SHUTDOWN_GRACE_MS: '0' },
  };
  expect(readApiConfig({ ...api, ...sizes })).toMatchObject({ databasePoolSize: 7, shutdownGraceMs: 0 });
  expect(readWorkerConfig({ ...worker, ...sizes })).toMatchObject({
    ...{ databasePoolSize: 7, activitiesAtOnce: 5, localActivitiesAtOnce: 9, healthPort: 3001 },
  });
});

test.each([
  ['DATABASE_POOL_SIZE', '1'],
  ['DATABASE_POOL_SIZE', '1001'],
  ['WORKER_ACTIVITIES', '0'],
  ['WORKER_LOCAL_ACTIVITIES', 'many'],
  ['WORKER_HEALTH_PORT', '65536'],
])('%s=%s is refused', (name, value) => {
  expect(() => readWorkerConfig({ ...worker, [name]: value })).toThrow(`${name} must be`);
});

test('a stop that could take longer than supervisors wait is refused', () => {
  expect(() => readApiConfig({ ...api, SHUTDOWN_GRACE_MS: '10001' })).toThrow('SHUTDOWN_GRACE_MS must be');
});

test('migrate: Temporal is prepared only where it is told', () => {
  const { DATABASE_URL } = shared;
  expect(readMigrateConfig({ DATABASE_URL })).toEqual({
    ...{ databaseUrl: DATABASE_URL, retentionDays: 200, temporal: null },
  });
  const told = { DATABASE_URL, TEMPORAL_ADDRESS: '127.0.0.1:7233', TEMPORAL_RETENTION_DAYS: '365' };
  expect(readMigrateConfig(told)).toMatchObject({
    retentionDays: 365,
    temporal: { address: '127.0.0.1:7233', namespace: 'default' },
  });
  expect(() => readMigrateConfig({ TEMPORAL_RETENTION_DAYS: '0' })).toThrow(
    'Configuration: DATABASE_URL is not set; TEMPORAL_RETENTION_DAYS must be between 1 and 3650.',
  );
});
