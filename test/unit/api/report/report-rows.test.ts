import { REPORT_ID, ROW_IDS, sampleReport } from '../../support/reports';
import { call } from '../support/client';
import type { Served } from '../support/serve';
import { World } from '../support/world';

const PATH = `/api/v1/reports/${REPORT_ID}`;
const NO_REPORT = PATH.replace(/1$/, '9');
const [A] = ROW_IDS;

let world: World;
let server: Served;
beforeEach(async () => {
  world = new World();
  world.reports.records.set(REPORT_ID, sampleReport());
  server = await world.serve();
});
afterEach(() => server.close());

describe('a row by itself', () => {
  const patch = (body: unknown, path = `${PATH}/rows/${A}`) => call(server, 'PATCH', path, body);

  test('what is sent is kept; the rest stays', async () => {
    expect(await patch({ contactMade: true, contactDate: '2026-11-20', comments: 'first' })).toMatchObject({
      status: 200,
      body: {
        id: A,
        reported: { contactMade: true, contactDate: '2026-11-20', resolution: null, comments: 'first' },
        missing: ['resolution'],
        complete: false,
        report: { id: REPORT_ID, state: 'partially-returned', revision: 1, missing: 3 },
      },
    });
    expect(await patch({ resolution: 'eligible-ma', comments: null })).toMatchObject({
      body: {
        reported: { contactMade: true, contactDate: '2026-11-20', resolution: 'eligible-ma', comments: null },
        missing: [],
        complete: true,
        report: { missing: 2 },
      },
    });
    expect(world.reports.said).toMatchObject([{ source: 'api', actor: 'full' }, { source: 'api' }]);
  });

  test('what changes nothing is answered', async () => {
    expect((await patch({})).status).toBe(200);
    expect((await patch({ comments: null })).status).toBe(200);
  });

  test.each([
    [{ contactMade: true, contactDate: '2026-11-25' }, ['contactDate']],
    [{ contactMade: false, resolution: 'enrolled-qhp' }, ['resolution']],
    [{ contactMade: true, contactDate: '1999-12-31' }, ['contactDate']],
    [{ contactMade: 'Y' }, ['contactMade']],
    [{ contactDate: '11/20/2026' }, ['contactDate']],
    [{ resolution: 'done' }, ['resolution']],
    [{ comments: 'x'.repeat(2001) }, ['comments']],
    [{ madeUp: 1 }, ['madeUp']],
  ])('what does not fit (%#): 422', async (body, paths) => {
    const reply = await patch(body);
    expect(reply.status).toBe(422);
    expect(reply.body['errors']).toMatchObject(paths.map((path) => ({ path })));
    expect(world.reports.said).toEqual([]);
  });

  test('of none: 404', async () => {
    expect((await patch({ contactMade: true }, `${PATH}/rows/${REPORT_ID}`)).status).toBe(404);
    expect((await patch({ contactMade: true }, `${NO_REPORT}/rows/${A}`)).status).toBe(404);
  });
});
