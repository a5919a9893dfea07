import type { JSX } from 'preact';
import { ActForm } from '../../../pages/components/form';
import { controlAttributes, LabeledField } from '../../../pages/components/labeled-field';
import { MAX_WORKBOOK_MB } from '../../workbook-file';
import { UPLOAD_FORM } from './forms';
import type { ReportView } from './view-models';

interface StepsProps {
  readonly view: ReportView;
}

/** The steps to download and return the workbook. */
export function Steps({ view }: StepsProps): JSX.Element {
  return (
    <section aria-labelledby="spreadsheet">
      <h2 id="spreadsheet">Answer in a spreadsheet</h2>
      <ol class="al-steps">
        <li>
          <h3>Download the spreadsheet</h3>
          <p>It holds what you have told us so far. Fill in the empty cells and save the file.</p>
          <a class="usa-button" href={view.workbookHref}>
            Download the spreadsheet
          </a>
        </li>
        <li>
          <h3>Send it back</h3>
          <UploadForm view={view} />
        </li>
      </ol>
    </section>
  );
}

function UploadForm({ view: { upload, token } }: StepsProps): JSX.Element {
  const context = { name: UPLOAD_FORM, form: upload };
  return (
    <ActForm {...context} token={token} submitLabel="Send the spreadsheet" multipart>
      <LabeledField
        context={context}
        field="file"
        label="Your spreadsheet"
        hint={`The file that we sent you (.xlsx), up to ${MAX_WORKBOOK_MB} MB. It does not have to be complete: what is good is kept.`}
      >
        <input {...controlAttributes(context, 'file', 'al-file')} type="file" accept=".xlsx" />
      </LabeledField>
    </ActForm>
  );
}
