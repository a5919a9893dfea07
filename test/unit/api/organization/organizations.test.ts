import { call } from '../support/client';
import type { Served } from '../support/serve';
import { World } from '../support/world';

let world: World;
let server: Served;
beforeEach(async () => {
  world = new World();
  server = await world.serve();
});
afterEach(() => server.close());

const sample = {
  name: 'Sample Navigators',
  type: 'navigator',
  counties: ['27137', 'cook county', 'Saint Louis'],
  languages: ['EN', 'so'],
  contactEmail: 'leads@example.org',
  capacity: 12,
};
const create = (body: unknown) => call(server, 'POST', '/api/v1/organizations', body);

test('is created with counties by name or code, and wakes the waiting list', async () => {
  const reply = await create(sample);
  expect(reply.status).toBe(201);
  expect(reply.headers.get('location')).toBe(`/api/v1/organizations/${String(reply.body['id'])}`);
  expect(reply.body).toMatchObject({
    name: 'Sample Navigators',
    counties: ['Cook', 'St. Louis'],
    languages: ['en', 'so'],
    status: 'active',
    absences: [],
    contactVerified: true,
    held: 0,
    version: 1,
  });
  expect([...world.organizations.records.values()][0]?.counties).toEqual(['27031', '27137']);
  expect(world.nudges).toBe(1);
});

test('If-Match is honored: the second of two who started from the same version is told', async () => {
  const { body } = await create(sample);
  const change = (capacity: number, headers: Record<string, string>) =>
    call(server, 'PATCH', `/api/v1/organizations/${String(body['id'])}`, { capacity }, headers);
  const first = await change(13, { 'if-match': '"1"' });
  const second = await change(14, { 'if-match': '"1"' });
  expect([first.status, first.headers.get('etag'), second.status]).toEqual([200, '"2"', 412]);
  expect(second.body['type']).toBe('/problems/version-conflict');
  expect((await change(15, { 'if-match': 'W/"2"' })).status).toBe(412);
  expect((await change(16, { 'if-match': '*' })).status).toBe(200);
  expect((await change(17, {})).status).toBe(200);
});

test.each([
  [{ ...sample, counties: ['Cook', 'Cascadia'] }, 'county-unknown', 'counties[1]'],
  [{ ...sample, counties: [] }, 'validation', 'counties'],
  [{ ...sample, type: 'agent' }, 'validation', 'type'],
  [{ ...sample, capacity: 1.5 }, 'validation', 'capacity'],
  [{ ...sample, capacity: 1e300 }, 'validation', 'capacity'],
  [{ ...sample, capacity: -1 }, 'validation', 'capacity'],
  [{ ...sample, capacity: -1 }, 'validation', 'capacity'],
  [{ ...sample, contactEmail: 'leads' }, 'validation', 'contactEmail'],
  [{ ...sample, contactEmail: 'a@example.org\r\nBcc: b@example.org' }, 'validation', 'contactEmail'],
  [{ ...sample, languages: ['en', 'EN'] }, 'validation', 'languages'],
  [{ ...sample, absences: [{ from: '2026-12-24', until: '2026-12-23' }] }, 'validation', 'absences[0].until'],
  [{ ...sample, held: 0 }, 'validation', 'held'],
  [{ ...sample, name: undefined }, 'validation', 'name'],
])('%j: 422 %s at %s', async (body, type, path) => {
  const reply = await create(body);
  expect([reply.status, reply.body['type']]).toEqual([422, `/problems/${type}`]);
  expect((reply.body['errors'] as { path: string }[])[0]?.path).toBe(path);
  expect(world.organizations.records.size).toBe(0);
});

test('a change that changes nothing, or an unknown organization', async () => {
  const { body } = await create(sample);
  expect((await call(server, 'PATCH', `/api/v1/organizations/${String(body['id'])}`, {})).status).toBe(422);
  const unknown = '019ab000-0000-7000-8000-0000000000ff';
  expect((await call(server, 'PATCH', `/api/v1/organizations/${unknown}`, { capacity: 1 })).status).toBe(404);
});
