import { getCountryCallingCode, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';

/**
 * `(651) 555-0123, ext. 45` for `+16515550123` with an extension. A number with another country's code than `country`
 * stays in E.164.
 */
export function phoneWords(
  e164: string,
  { country, extension }: { readonly country: CountryCode; readonly extension?: string | undefined },
): string {
  const parsed = parsePhoneNumberFromString(e164);
  const isOurs = parsed !== undefined && parsed.countryCallingCode === getCountryCallingCode(country);
  const number = isOurs ? parsed.formatNational() : e164;
  return extension === undefined ? number : `${number}, ext. ${extension}`;
}
