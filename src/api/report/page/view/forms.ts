/** The names and fixed choices of the report's forms. Templates write them, and routes read them. */

export const UPLOAD_FORM = 'workbook';
export const ROW_FORM = 'row';

/** Values of `outcome` in a row's form: Contact Made. */
export const CONTACT_MADE = ['yes', 'no'] as const;

/** Hidden in a row's form: the report's revision that it shows. */
export const REVISION_FIELD = 'revision';

/** Added by the button that leads back to the report instead of on to the next row. */
export const THEN_FIELD = 'then';
export const THEN_REPORT = 'report';
