import type { PassOver } from '../../src/activities/ports';

/** Where nothing may be passed over: a row that cannot be worked on fails the test. */
export const neverPassOver: PassOver = (where, id, error) => {
  throw new Error(`${where}: ${id} was passed over`, { cause: error });
};
