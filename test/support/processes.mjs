/* Types: processes.d.mts. */
export { isAlive } from '../../scripts/lib/process-identity.mjs';
