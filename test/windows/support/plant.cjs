'use strict';

/*
 * Loaded before the service (NODE_OPTIONS=--require): puts the errors named by PLANTED into its compiled code, each of
 * them what it once did. A place that is not found any more ends the process: a control that plants nothing shows nothing.
 */
const Module = require('node:module');

/** File, what stands there, and what is put in its place. */
const PLANTS = {
  /** Whoever acts has an answer as soon as everything is done, before PostgreSQL has it for good. */
  'answered-early': [
    [
      'infra/prisma/database/transaction.js',
      'await prisma.$transaction(',
      `await ((run) => new Promise((resolve, reject) => {
        prisma.$transaction(async (tx) => {
          const done = await run(tx);
          resolve(done);
          return done;
        }).catch(reject);
      }))(`,
    ],
  ],
  /** Two can decide on the same log, and a number that is taken is passed over without a look. */
  'passed-over': [
    ['infra/prisma/referral/log.js', 'ORDER BY id FOR UPDATE', 'ORDER BY id'],
    [
      'infra/prisma/referral/write.js',
      'actor text, "assignmentId" uuid, "actId" uuid, status text, data jsonb)\n',
      'actor text, "assignmentId" uuid, "actId" uuid, status text, data jsonb) ON CONFLICT DO NOTHING\n',
    ],
  ],
  /** A workflow is told by a signal alone, which can be lost. */
  'told-by-signal-alone': [
    [
      'infra/prisma/followers/follower-rows.js',
      'async function markBehind(tx, followed, at) {',
      'async function markBehind() { return; }\nasync function markedBefore(tx, followed, at) {',
    ],
  ],
};

const planted = (process.env.PLANTED ?? '').split(',').filter((name) => name !== '');
const changes = planted.flatMap((name) => PLANTS[name] ?? fail(`there is no plant ${name}`));

const compile = Module.prototype._compile;
Module.prototype._compile = function compileWithPlants(code, filename, ...rest) {
  let changed = code;
  for (const [file, before, after] of changes) {
    if (!filename.endsWith(`dist/${file}`)) continue;
    if (!changed.includes(before)) fail(`${file} does not say ${before}`);
    changed = changed.replace(before, () => after);
  }
  return compile.call(this, changed, filename, ...rest);
};

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
