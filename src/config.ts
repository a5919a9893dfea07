import { join } from 'node:path';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { z } from 'zod';

/** The only reader of the environment. Each process asks for the part it needs, once, when it starts. */

/** How to reach Temporal: TEMPORAL_ADDRESS and all that the SDK's environment configuration knows (TLS, API key). */
export interface TemporalConfig {
  readonly address: string;
  readonly namespace: string;
  readonly apiKey: string | undefined;
  readonly tls: ReturnType<typeof loadClientConnectConfig>['connectionOptions']['tls'];
  readonly metadata: Record<string, string> | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** What is wrong with the environment, all of it, on one line. */
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

const shared = {
  ...databaseUrl,
  /** Without a trailing slash: paths are appended to it. */
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
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
};

const apiVariables = z.object({
  ...shared,
  /** 0 lets the system choose. */
  PORT: wholeNumber(0, 65_535).default(3000),
  API_KEYS_FILE: text,
});

const workerVariables = z.object({
  ...shared,
  SMTP_URL: url(/^smtps?:$/, 'smtp://mail.example.org:587'),
  MAIL_FROM: text,
  /**
   * An open workflow in memory takes about 1.5 MiB. 150 keep a worker under 450 MiB; the others are evicted and
   * come back by replay.
   */
  MAX_CACHED_WORKFLOWS: wholeNumber(2, 100_000).default(150),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(/^https?:$/, 'http://collector.example.org:4317').optional(),
});

/** For the API. Throws ConfigError that names every variable that is unset or wrong. */
export function readApiConfig(env: Environment = process.env) {
  const { variables, temporal } = read(apiVariables, env);
  return { ...sharedConfig(variables), temporal, port: variables.PORT, apiKeysFile: variables.API_KEYS_FILE };
}
export type ApiConfig = ReturnType<typeof readApiConfig>;

/** For the worker. Throws ConfigError that names every variable that is unset or wrong. */
export function readWorkerConfig(env: Environment = process.env) {
  const { variables, temporal } = read(workerVariables, env);
  return {
    ...sharedConfig(variables),
    temporal,
    smtpUrl: variables.SMTP_URL,
    mailFrom: variables.MAIL_FROM,
    maxCachedWorkflows: variables.MAX_CACHED_WORKFLOWS,
    otlpEndpoint: variables.OTEL_EXPORTER_OTLP_ENDPOINT,
  };
}
export type WorkerConfig = ReturnType<typeof readWorkerConfig>;

/** For commands that only touch the database. Throws ConfigError. */
export function readDatabaseUrl(env: Environment = process.env): string {
  const { data, problems } = parse(z.object(databaseUrl), env);
  if (data === undefined) throw configError(problems);
  return data.DATABASE_URL;
}

const demoVariables = z.object({
  PUBLIC_URL: shared.PUBLIC_URL.default('http://localhost:3000'),
  API_KEY: text.optional(),
  DATA_DIR: text.default('.data'),
});

/** For the demonstration's leads. Without API_KEY the key is in `secretsFile`, which `npm start` wrote. */
export function readDemoConfig(env: Environment = process.env) {
  const { data, problems } = parse(demoVariables, env);
  if (data === undefined) throw configError(problems);
  return {
    publicUrl: data.PUBLIC_URL,
    apiKey: data.API_KEY,
    secretsFile: join(data.DATA_DIR, 'secrets.json'),
  };
}

/** Runs `read`; what is wrong with the environment becomes one line on standard error and exit code 1. */
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
    publicUrl: variables.PUBLIC_URL,
    taskQueue: variables.TASK_QUEUE,
    spocEmail: variables.SPOC_EMAIL,
    programFile: variables.PROGRAM_FILE,
    linkKeys: variables.LINK_KEYS,
    logLevel: variables.LOG_LEVEL,
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
  // An empty variable is an unset one: that is how shells and compose files say "none".
  const set = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const { data, error } = schema.safeParse(set);
  const problems = (error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0]);
    return `${name} ${set[name] === undefined ? 'is not set' : issue.message}`;
  });
  return { data, problems: [...new Set(problems)] };
}

/** A configuration file counts only when TEMPORAL_CONFIG_FILE names it: nothing outside the environment steers us. */
function readTemporal(env: Environment): TemporalConfig | string {
  const variables = Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
    ),
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

function configError(problems: readonly string[]): ConfigError {
  return new ConfigError(`Configuration: ${problems.join('; ')}.`);
}
