/**
 * What people in the program call languages, where neither IANA's registry nor the Unicode Consortium knows the name, or
 * where they mean another language by it. A tag stands before the names that mean it.
 */
export const SPOKEN_NAMES: Readonly<Record<string, readonly string[]>> = {
  ase: ['ASL', 'American Sign', 'Sign Language American'],
  aii: ['Assyrian'],
  cdo: ['Fuzhounese', 'Foochow', 'Fuzhou'],
  ckb: ['Sorani'],
  cmn: ['Mandarin'],
  es: ['Castellano', 'Spanish Castilian'],
  eky: ['Karenni', 'Kayah'],
  fa: ['Farsi'],
  fil: ['Filipino'],
  hmn: ['Hmoob', 'Hmong'],
  hnj: ['Green Hmong', 'Green Mong', 'Blue Hmong', 'Hmoob Leeg', 'Hmong Leng', 'Mong Leng'],
  ht: ['Haitian', 'Creole', 'Kreyòl', 'Kreyòl Ayisyen', 'French Creole'],
  kar: ['Karen'],
  kea: ['Cape Verdean', 'Kriolu'],
  km: ['Cambodian'],
  kmr: ['Kurmanji', 'Kurmanci'],
  ksw: ['Sgaw', "S'gaw", 'Skaw Karen', 'Sgaw Karen'],
  lir: ['Liberian English', 'Kolokwa'],
  lo: ['Laotian'],
  man: ['Mandingo', 'Maninka'],
  mww: ['White Hmong', 'White Mong', 'Hmoob Dawb', 'Hmong Dawb'],
  my: ['Myanmar', 'Burmese Myanmar'],
  nan: ['Hokkien', 'Taiwanese', 'Fukien', 'Fujianese'],
  oj: ['Ojibwe', 'Anishinaabe', 'Anishinaabemowin'],
  om: ['Oromiffa', 'Oromifa', 'Afaan Oromo', 'Oromoo', 'Galla'],
  prs: ['Dari', 'Afghan Farsi'],
  ps: ['Pashtu', 'Pukhto'],
  rn: ['Kirundi'],
  sgn: ['Sign'],
  sw: ['Kiswahili', 'Swahili'],
  ti: ['Tigrigna', 'Tigrinia'],
  tl: ['Tagalog'],
  yue: ['Cantonese', 'Toisanese', 'Taishanese', 'Toishanese'],
  ymm: ['Maay Maay', 'Mai Mai', 'May May', 'Af Maay'],
};

/** Tags of which the Unicode Consortium has a name of their own: `Simplified Chinese`, `Brazilian Portuguese`. */
export const NAMED_DIALECTS: readonly string[] = [
  ...['zh-Hans', 'zh-Hant', 'en-US', 'en-GB', 'en-CA', 'en-AU', 'es-MX', 'es-419', 'es-ES', 'fr-CA', 'fr-CH'],
  ...['pt-BR', 'pt-PT', 'de-AT', 'de-CH', 'nl-BE'],
];

/** Those that an error suggests when nothing is like what was typed. */
export const USUAL_LANGUAGES: readonly string[] = ['en', 'es', 'so', 'hmn', 'vi', 'ase'];
