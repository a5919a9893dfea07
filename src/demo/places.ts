/**
 * Addresses for sample leads. `county` is left out where the ZIP code decides it. Elsewhere it is spelled in the
 * different ways that a CRM may use. The last three places are in the counties without a broker.
 */
export const PLACES: readonly { readonly city: string; readonly zip: string; readonly county?: string }[] = [
  { city: 'Minneapolis', zip: '55404' },
  { city: 'Minneapolis', zip: '55411', county: 'Hennepin' },
  { city: 'Minneapolis', zip: '55454', county: '27053' },
  { city: 'Saint Paul', zip: '55106', county: 'Ramsey' },
  { city: 'Saint Paul', zip: '55103-1234' },
  { city: 'Lakeville', zip: '55044', county: 'Dakota' },
  { city: 'Shakopee', zip: '55379' },
  { city: 'Blaine', zip: '55449', county: 'Anoka County' },
  { city: 'Woodbury', zip: '55125', county: 'Washington' },
  { city: 'Saint Cloud', zip: '56304', county: 'Benton' },
  { city: 'Rochester', zip: '55901' },
  { city: 'Winona', zip: '55987', county: 'Winona' },
  { city: 'Mankato', zip: '56001' },
  { city: 'Saint Peter', zip: '56082', county: 'Nicollet' },
  { city: 'Worthington', zip: '56187', county: 'Nobles' },
  { city: 'Marshall', zip: '56258', county: 'lyon' },
  { city: 'Willmar', zip: '56201', county: 'Kandiyohi' },
  { city: 'Moorhead', zip: '56560', county: 'Clay' },
  { city: 'Crookston', zip: '56716', county: 'Polk' },
  { city: 'Bemidji', zip: '56601', county: 'Beltrami' },
  { city: 'Brainerd', zip: '56401', county: 'Crow Wing' },
  { city: 'Duluth', zip: '55802', county: 'St. Louis' },
  { city: 'Duluth', zip: '55811', county: 'Saint Louis County' },
  { city: 'Hibbing', zip: '55746', county: 'ST LOUIS' },
  { city: 'Grand Marais', zip: '55604' },
  { city: 'Two Harbors', zip: '55616', county: 'Lake' },
  { city: 'Baudette', zip: '56623', county: 'Lake of the Woods' },
];
