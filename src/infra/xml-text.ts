/** What XML 1.0 cannot hold, not even escaped: control characters, halves of characters, U+FFFE and U+FFFF. */
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** Text for any XML that we write. Names can come from a time, or on a way, that let such characters in. */
export function xmlText(text: string): string {
  return text.replaceAll(NOT_IN_XML, '');
}

/** Markup without CDATA that was written for browsers, which take more than XML allows. */
export function xmlMarkup(markup: string): string {
  return xmlText(markup).replaceAll(']]>', ']]&gt;');
}
