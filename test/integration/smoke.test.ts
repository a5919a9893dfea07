import { createTransport } from 'nodemailer';
import { Client } from 'pg';
import { freshDatabase } from '../support/postgres';
import { startPostgres, startTemporal } from '../support/servers.mjs';
import { close, refuse, startSmtp } from '../support/smtp';

test('db', async () => {
  const [a, b] = await Promise.all([freshDatabase(), freshDatabase()]);
  const c = new Client(a.url); await c.connect();
  expect((await c.query('select count(*)::int as n from _prisma_migrations')).rows[0].n).toBeGreaterThan(0);
  await c.end();
  await a.drop(); await b.drop();
});
test('own servers', async () => {
  const p = await startPostgres(); await p.kill(); await p.start(); const d = await freshDatabase(p.url()); await d.drop(); await p.stop(); await p.start(); await p.remove();
  const t = await startTemporal(process.env['TEST_TEMPORAL_CLI'] ?? ''); await t.kill(); await t.start(); await t.remove();
});
test('smtp', async () => {
  const s = await startSmtp();
  const send = () => createTransport(s.url).sendMail({ from: 'a@example.org', to: 'b@example.org', subject: 'hi', text: 'x' });
  s.behave(refuse(451), refuse(550), refuse(552, 'data'), close('before-data'), close('after-data'));
  const out = [];
  for (let i = 0; i < 6; i++) out.push(await send().then((r: any) => r.response, (e: any) => `${e.code} ${e.responseCode} ${e.message}`));
  console.log(out.join('\n'));
  expect(s.mails).toHaveLength(2);
  const w = s.waitForMail((m) => m.parsed.subject === 'nope', 300);
  await expect(w).rejects.toThrow('There are 2: hi; hi');
  await s.stop();
});
