import { join } from 'node:path';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { z } from 'zod';

/** Nothing else reads the environment. Each process reads its part once, when it starts. */

/**
 * How to reach Temporal: TEMPORAL_ADDRESS and all else that the SDK's environment configuration knows (TLS, API key).
 */
export interface TemporalConfig {
  readonly address: string;
  readonly namespace: string;
  readonly apiKey: string | undefined;
  readonly tls: ReturnType<typeof loadClientConnectConfig>['connectionOptions']['tls'];
  readonly metadata: Record<string, string> | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything that is wrong with the environment, on one line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const KEY_MIN_LENGTH = 32;

const url = (protocols: RegExp, form: string) =>
  z.string().refine((value) => URL.canParse(value) && protocols.test(new URL(value).protocol), {
    message: `must be a URL such as ${form}`,
  });

const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= from && value <= to, `must be between ${from} and ${to}`);

const text = z.string().trim().min(1, 'must not be empty');

const databaseUrl = { DATABASE_URL: url(/^postgres(ql)?:$/, 'postgresql://user@host:5432/name') };

const POOL_SIZE = 20;
const ACTIVITIES = 20;
const RETENTION_DAYS = 200;

const shared = {
  ...databaseUrl,
  /** Connections of one process to PostgreSQL. All processes together must stay below its max_connections. */
  DATABASE_POOL_SIZE: wholeNumber(2, 1_000).default(POOL_SIZE),
  /** Without a trailing slash, because paths are appended to it. */
  PUBLIC_URL: url(/^https?:$/, 'https://leads.example.org').transform((value) => value.replace(/\/+$/, '')),
  TASK_QUEUE: text.default('assister-leads'),
  SPOC_EMAIL: z.email('must be a mail address'),
  PROGRAM_FILE: text,
  LINK_KEYS: z
    .string()
    .transform((value) => value.split(',').map((key) => key.trim()))
    .refine((keys) => keys.every((key) => key.length >= KEY_MIN_LENGTH), {
      message: `must be keys of at least ${KEY_MIN_LENGTH} characters, separated by commas`,
    }),
  /** The address to listen on, such as 127.0.0.1 for this machine alone; every address unless set. */
  HOST: text.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
};

const apiVariables = z.object({
  ...shared,
  /** 0 lets the system choose. */
  PORT: wholeNumber(0, 65_535).default(3000),
  API_KEYS_FILE: text,
  /** The rest of a stop takes 16 seconds at most. Together they stay below the 30 that supervisors usually give. */
  SHUTDOWN_GRACE_MS: wholeNumber(0, 10_000).default(1_000),
});

const workerVariables = z.object({
  ...shared,
  SMTP_URL: url(/^smtps?:$/, 'smtp://mail.example.org:587'),
  MAIL_FROM: text,
  /** Must take mail to `name+anything@domain`, and hand it in. Unset: undeliverable mail goes back to MAIL_FROM. */
  BOUNCE_ADDRESS: z.email('must be a mail address').optional(),
  /**
   * An open workflow takes about 1.5 MiB of memory. 150 of them keep a worker under 450 MiB. The others are evicted,
   * and a replay brings them back.
   */
  MAX_CACHED_WORKFLOWS: wholeNumber(2, 100_000).default(150),
  /** More than there are connections in the pools of PostgreSQL and SMTP would only wait for those. */
  WORKER_ACTIVITIES: wholeNumber(1, 1_000).default(ACTIVITIES),
  WORKER_LOCAL_ACTIVITIES: wholeNumber(1, 1_000).default(ACTIVITIES),
  /** No health checks over HTTP when 0 or unset. */
  WORKER_HEALTH_PORT: wholeNumber(0, 65_535).default(0),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(/^https?:$/, 'http://collector.example.org:4317').optional(),
});

/** For the API. Throws a ConfigError that names every variable that is unset or wrong. */
export function readApiConfig(env: Environment = process.env) {
  const { variables, temporal } = read(apiVariables, env);
  return {
    ...sharedConfig(variables),
    temporal,
    port: variables.PORT,
    apiKeysFile: variables.API_KEYS_FILE,
    shutdownGraceMs: variables.SHUTDOWN_GRACE_MS,
  };
}

/** For the worker. Throws a ConfigError that names every variable that is unset or wrong. */
export function readWorkerConfig(env: Environment = process.env) {
  const { variables, temporal } = read(workerVariables, env);
  return {
    ...sharedConfig(variables),
    temporal,
    smtpUrl: variables.SMTP_URL,
    mailFrom: variables.MAIL_FROM,
    bounceAddress: variables.BOUNCE_ADDRESS ?? null,
    maxCachedWorkflows: variables.MAX_CACHED_WORKFLOWS,
    activitiesAtOnce: variables.WORKER_ACTIVITIES,
    localActivitiesAtOnce: variables.WORKER_LOCAL_ACTIVITIES,
    healthPort: variables.WORKER_HEALTH_PORT,
    otlpEndpoint: variables.OTEL_EXPORTER_OTLP_ENDPOINT,
  };
}

/** For commands that use only the database. Throws ConfigError. */
export function readDatabaseUrl(env: Environment = process.env): string {
  const { data, problems } = parse(z.object(databaseUrl), env);
  if (data === undefined) throw configError(problems);
  return data.DATABASE_URL;
}

const migrateVariables = z.object({
  ...databaseUrl,
  /** Long enough to still see the closed workflows of a season and its reports, which take half a year. */
  TEMPORAL_RETENTION_DAYS: wholeNumber(1, 3_650).default(RETENTION_DAYS),
});

/**
 * For the command that prepares the stores of a version. Without TEMPORAL_ADDRESS `temporal` is null, because the
 * database and Temporal may be in different hands. Throws a ConfigError that names every variable that is unset or
 * wrong.
 */
export function readMigrateConfig(env: Environment = process.env) {
  const { data, problems } = parse(migrateVariables, env);
  const temporal =
    isSet(env['TEMPORAL_ADDRESS']) || isSet(env['TEMPORAL_CONFIG_FILE']) ? readTemporal(env) : null;
  if (typeof temporal === 'string') throw configError([...problems, temporal]);
  if (data === undefined) throw configError(problems);
  return { databaseUrl: data.DATABASE_URL, retentionDays: data.TEMPORAL_RETENTION_DAYS, temporal };
}

/** The policy that `npm start` works by unless told otherwise, seen from the repository's root. */
const demoProgram = { PROGRAM_FILE: shared.PROGRAM_FILE.default('config/mnsure.json') };

const demoVariables = z.object({
  ...demoProgram,
  PUBLIC_URL: shared.PUBLIC_URL.default('http://localhost:3000'),
  API_KEY: text.optional(),
  DATA_DIR: text.default('.data'),
});

/** For the demonstration's leads. Without API_KEY the key is read from `secretsFile`, which `npm start` wrote. */
export function readDemoConfig(env: Environment = process.env) {
  const { data, problems } = parse(demoVariables, env);
  if (data === undefined) throw configError(problems);
  return {
    publicUrl: data.PUBLIC_URL,
    apiKey: data.API_KEY,
    secretsFile: join(data.DATA_DIR, 'secrets.json'),
    programFile: data.PROGRAM_FILE,
  };
}

/** For loading the demonstration's organizations. Throws ConfigError. */
export function readSampleOrganizationsConfig(env: Environment = process.env) {
  const { data, problems } = parse(z.object({ ...databaseUrl, ...demoProgram }), env);
  if (data === undefined) throw configError(problems);
  return { databaseUrl: data.DATABASE_URL, programFile: data.PROGRAM_FILE };
}

/** Runs `read`. A ConfigError becomes one line on standard error and exit code 1. */
export function configOrExit<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

function sharedConfig(variables: z.infer<z.ZodObject<typeof shared>>) {
  return {
    databaseUrl: variables.DATABASE_URL,
    databasePoolSize: variables.DATABASE_POOL_SIZE,
    publicUrl: variables.PUBLIC_URL,
    taskQueue: variables.TASK_QUEUE,
    spocEmail: variables.SPOC_EMAIL,
    programFile: variables.PROGRAM_FILE,
    linkKeys: variables.LINK_KEYS,
    logLevel: variables.LOG_LEVEL,
    host: variables.HOST,
  };
}

function read<T>(schema: z.ZodType<T>, env: Environment): { variables: T; temporal: TemporalConfig } {
  const { data, problems } = parse(schema, env);
  const temporal = readTemporal(env);
  if (typeof temporal === 'string') throw configError([...problems, temporal]);
  if (data === undefined) throw configError(problems);
  return { variables: data, temporal };
}

function parse<T>(schema: z.ZodType<T>, env: Environment): { data: T | undefined; problems: string[] } {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => isSet(value)));
  const { data, error } = schema.safeParse(set);
  const problems = (error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0]);
    return `${name} ${set[name] === undefined ? 'is not set' : issue.message}`;
  });
  return { data, problems: [...new Set(problems)] };
}

/** A configuration file counts only when TEMPORAL_CONFIG_FILE names it: only the environment configures us. */
function readTemporal(env: Environment): TemporalConfig | string {
  const variables = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => isSet(entry[1])),
  );
  try {
    const disableFile = variables['TEMPORAL_CONFIG_FILE'] === undefined;
    const loaded = loadClientConnectConfig({ overrideEnvVars: variables, disableFile });
    const { address, apiKey, tls, metadata } = loaded.connectionOptions;
    if (address === undefined || address === '') return 'TEMPORAL_ADDRESS is not set';
    return {
      address,
      namespace: loaded.namespace ?? 'default',
      apiKey: typeof apiKey === 'string' ? apiKey : undefined,
      tls,
      metadata: metadata as Record<string, string> | undefined,
    };
  } catch (error) {
    return `TEMPORAL_*: ${error instanceof Error ? error.message : 'cannot be read'}`;
  }
}

/** An empty variable counts as unset, because that is how shells and compose files say "none". */
function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}

function configError(problems: readonly string[]): ConfigError {
  return new ConfigError(`Configuration: ${problems.join('; ')}.`);
}
