import { MAX_WORKBOOK_BYTES } from '../../../../src/api/report/workbook-file';
import { visibleText } from '../../support/markup';
import { foundRow, foundWorkbook, GOOD, referenceOf, REPORT_ID, ROW_IDS } from '../../support/reports';
import { call } from '../support/client';
import {
  arrive,
  forgetSession,
  get,
  hidden,
  newCookie,
  PAGE,
  post,
  send,
  server,
  world,
} from '../support/report-scene';

afterEach(() => server.close());

describe('a spreadsheet', () => {
  test('comes out, with a name that tells nobody', async () => {
    await arrive();
    const file = await get(`${PAGE}/workbook`);
    expect(file.status).toBe(200);
    expect(file.headers.get('content-type')).toContain('spreadsheetml.sheet');
    expect(file.headers.get('content-disposition')).toBe(
      'attachment; filename="preferred-assister-report-2026-11-01-to-2026-11-15.xlsx"',
    );
  });

  test('comes back: what is good is taken, the rest is listed row by row, with a spreadsheet to correct it', async () => {
    await arrive();
    const wrong = { ...GOOD, contactDate: '13/45/2026' };
    world.reports.files.set('file', {
      outcome: 'read',
      workbook: foundWorkbook([foundRow(ROW_IDS[0], GOOD, 7), foundRow(ROW_IDS[1], wrong, 8)]),
    });
    const sent = await send(hidden(await get()), 'file');
    expect(sent.status).toBe(303);
    const [kept] = world.reports.records.get(REPORT_ID)?.returns ?? [];
    expect(sent.location).toBe(`${PAGE}?returned=${kept?.id}`);
    const page = await get(sent.location ?? '');
    const text = visibleText(page.text);
    expect(text).toContain('We took your file, but 1 row has to be corrected');
    expect(text).toContain('8 Sample Consumer Contact Date is not a date');
    expect(text).toContain('You typed: 13/45/2026');
    expect(text).toContain('1 of 3 answered');
    const corrections = `${PAGE}/returns/${kept?.id}/corrections`;
    expect(page.text).toContain(`href="${corrections}"`);
    expect((await get(corrections)).headers.get('content-disposition')).toContain('corrections');

    const again = await send(hidden(page), 'file');
    expect(again.location).toBe(`${PAGE}?returned=${kept?.id}&again=yes`);
    expect(visibleText((await get(again.location ?? '')).text)).toContain('You sent this very file before');
  });

  test('that cannot be read is refused in words that say what to do, and nothing is lost', async () => {
    await arrive();
    const refused = await send(hidden(await get()), 'no workbook');
    expect(refused.status).toBe(422);
    const text = visibleText(refused.text);
    expect(text).toContain('This file is not an Excel workbook. Nothing was changed. Send the workbook');
    expect(text).toContain('Sample Consumer 1');
    expect(world.reports.returned).toEqual([]);
  });

  test('that was sorted without its hidden column is refused in words that say so once, and changes nothing', async () => {
    await arrive();
    const found = ROW_IDS.map((id, index) => ({
      ...foundRow(id, GOOD, index + 7),
      reference: referenceOf(ROW_IDS[(index + 1) % 3] ?? ''),
    }));
    world.reports.files.set('file', { outcome: 'read', workbook: foundWorkbook(found) });
    const refused = await send(hidden(await get()), 'file');
    expect(refused.status).toBe(422);
    const text = visibleText(refused.text);
    expect(text).toContain(
      'This sheet was sorted without its first column. Nothing was changed. Column A is hidden',
    );
    expect(world.reports.records.get(REPORT_ID)?.returns).toEqual([]);
  });

  test('that lost its hidden sheet is told so, and its columns are not blamed', async () => {
    await arrive();
    const workbook = foundWorkbook([foundRow(ROW_IDS[0], GOOD)], { reportId: null });
    world.reports.files.set('file', { outcome: 'read', workbook });
    const refused = await send(hidden(await get()), 'file');
    expect(refused.status).toBe(422);
    const text = visibleText(refused.text);
    expect(text).toContain(
      'This workbook does not say which report it is. Nothing was changed. A hidden sheet says that',
    );
    expect(text).not.toContain('Contact Made”');
  });

  test('of another report is refused', async () => {
    await arrive();
    const workbook = foundWorkbook([], { reportId: ROW_IDS[0] });
    world.reports.files.set('file', { outcome: 'read', workbook });
    const refused = await send(hidden(await get()), 'file');
    expect(refused.status).toBe(409);
    expect(visibleText(refused.text)).toContain('This spreadsheet belongs to another report.');
  });

  test('that was not chosen, or is too large, is asked for again', async () => {
    await arrive();
    const fields = hidden(await get());
    const none = await send(fields, null);
    expect(none.status).toBe(422);
    expect(visibleText(none.text)).toContain('Choose the file that you want to send.');
    const large = await send(fields, new Uint8Array(MAX_WORKBOOK_BYTES + 1));
    expect(large.status).toBe(413);
    expect(visibleText(large.text)).toContain('This file is too large. Nothing was changed.');
  });

  test('without the page’s token, or without a session, is not looked at', async () => {
    await arrive();
    const fields = hidden(await get());
    expect((await send({}, 'file')).status).toBe(403);
    expect((await send({ token: 'another' }, 'file')).status).toBe(403);
    expect((await post(`${PAGE}/workbook`, { actId: 'a' })).status).toBe(403);
    forgetSession();
    expect((await send(fields, 'file')).status).toBe(403);
    expect(world.reports.returned).toEqual([]);
  });

  test('as a form that ends too early is no form, and the service goes on', async () => {
    await arrive();
    const { token } = hidden(await get());
    const body = `--x\r\ncontent-disposition: form-data; name="token"\r\n\r\n${token}`;
    const cookie = await newCookie();
    const broken = await call(server, 'POST', `${PAGE}/workbook`, body, {
      ...{ cookie, 'content-type': 'multipart/form-data; boundary=x' },
    });
    expect(broken.status).toBe(400);
    expect(broken.text).toContain('We could not read that');
    expect((await get()).status).toBe(200);
  });
});
