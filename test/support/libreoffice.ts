import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { findLibreOffice } from '../../scripts/lib/libreoffice.mjs';

/**
 * LibreOffice itself (Debian's libreoffice-calc), as somebody at its keyboard: each call has a profile of its own, so
 * that neither calls nor tests meet.
 */

export interface CellEdit {
  /** Such as `E7`, of the first sheet. */
  readonly cell: string;
  /** Typed as it is; a date as an American types it. */
  readonly value: string | number | { readonly date: string };
}

const EXCEL = 'Calc MS Excel 2007 XML';
const PROGRAM_TIMEOUT_MS = 90_000;

const program = findLibreOffice();

/** `test` where LibreOffice is there. Elsewhere the test is skipped, under a name that says why. */
export const testWithLibreOffice: (name: string, run: jest.ProvidesCallback) => void =
  program === undefined
    ? (name, run) => test.skip(`${name} [needs LibreOffice Calc]`, run)
    : (name, run) => test(name, run);

/**
 * Opens the file, types into the cells, and saves it as .xlsx. What is locked stays as it is, as for a person; what a
 * cell's rule would stop is taken, as when it is pasted.
 */
export async function fillWorkbook(file: Buffer, edits: readonly CellEdit[]): Promise<Buffer> {
  return inProfile(async (folder, soffice) => {
    const source = join(folder, 'opened.xlsx');
    const target = join(folder, 'saved.xlsx');
    await writeFile(source, file);
    await writeMacro(
      folder,
      fillMacro({
        source: pathToFileURL(source).href,
        target: pathToFileURL(target).href,
        error: join(folder, 'error.txt'),
        edits,
      }),
    );
    await soffice(['macro:///Standard.Person.Fill']);
    return readFile(target).catch(async () => {
      throw new Error(
        `LibreOffice saved nothing: ${await readFile(join(folder, 'error.txt'), 'utf8').catch(String)}`,
      );
    });
  });
}

/** Opens the file and makes a document of another kind of it, such as `pdf`, for a look at it. */
export async function convertWorkbook(file: Buffer, format: 'pdf' | 'xlsx'): Promise<Buffer> {
  return inProfile(async (folder, soffice) => {
    const out = join(folder, 'out');
    await writeFile(join(folder, 'opened.xlsx'), file);
    await soffice(['--convert-to', format, '--outdir', out, join(folder, 'opened.xlsx')]);
    const [made] = await readdir(out);
    if (made === undefined) throw new Error(`LibreOffice made no ${format}.`);
    return readFile(join(out, made));
  });
}

async function inProfile<T>(
  work: (folder: string, soffice: (args: readonly string[]) => Promise<void>) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'assister-leads-office-'));
  try {
    await mkdir(join(folder, 'profile', 'user'), { recursive: true });
    await writeFile(join(folder, 'profile', 'user', 'registrymodifications.xcu'), SETTINGS);
    const flags = ['--headless', '--norestore', '--nologo', '--nodefault', '--nofirststartwizard'];
    return await work(folder, async (args) => {
      await promisify(execFile)(
        program ?? 'soffice',
        [...flags, `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`, ...args],
        { timeout: PROGRAM_TIMEOUT_MS, killSignal: 'SIGKILL' },
      );
    });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** An American's program, and one that does not first copy a profile over ours. */
const SETTINGS = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>en-US</value></prop></item>
</oor:items>`;

async function writeMacro(folder: string, code: string): Promise<void> {
  const basic = join(folder, 'profile', 'user', 'basic');
  await mkdir(join(basic, 'Standard'), { recursive: true });
  await writeFile(
    join(basic, 'script.xlc'),
    `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
<library:library library:name="Standard" library:link="false"/></library:libraries>`,
  );
  await writeFile(
    join(basic, 'Standard', 'script.xlb'),
    `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
<library:element library:name="Person"/></library:library>`,
  );
  await writeFile(
    join(basic, 'Standard', 'Person.xba'),
    `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Person" script:language="StarBasic">${escapeXml(code)}</script:module>`,
  );
}

function fillMacro(fill: {
  source: string;
  target: string;
  error: string;
  edits: readonly CellEdit[];
}): string {
  return `Option Explicit
Dim typist As Object
Dim window As Object

Sub Fill
  Dim book As Object
  Dim report As Integer
  On Error Goto Failed
  book = StarDesktop.loadComponentFromURL(${literal(fill.source)}, "_blank", 0, Array())
  window = book.CurrentController.Frame
  typist = createUnoService("com.sun.star.frame.DispatchHelper")
  book.CurrentController.setActiveSheet(book.Sheets.getByIndex(0))
${fill.edits.map(({ cell, value }) => `  Type_ ${literal(cell)}, ${literal(typed(value))}`).join('\n')}
  book.storeToURL(${literal(fill.target)}, Array(Argument("FilterName", ${literal(EXCEL)})))
  book.close(True)
  StarDesktop.terminate()
  Exit Sub
Failed:
  report = FreeFile
  Open ${literal(fill.error)} For Output As #report
  Print #report, Error$ & " in line " & Erl
  Close #report
  StarDesktop.terminate()
End Sub

Sub Type_(cell As String, text As String)
  typist.executeDispatch(window, ".uno:GoToCell", "", 0, Array(Argument("ToPoint", cell)))
  typist.executeDispatch(window, ".uno:EnterString", "", 0, Array(Argument("StringName", text)))
End Sub

Function Argument(name As String, value) As Object
  Dim made As New com.sun.star.beans.PropertyValue
  made.Name = name
  made.Value = value
  Argument = made
End Function
`;
}

function typed(value: CellEdit['value']): string {
  if (typeof value !== 'object') return String(value);
  const [year, month, day] = value.date.split('-').map(Number);
  return `${month}/${day}/${year}`;
}

/** As StarBasic writes a text: quotes doubled, and no line break within it. */
function literal(text: string): string {
  return `"${text.replaceAll('"', '""').replaceAll('\n', '" & Chr(10) & "')}"`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
