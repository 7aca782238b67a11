// Answers of the Last.fm API: one tree, written as XML or as JSON by the rules that Last.fm itself has for its JSON.

/** An element: attributes are under '@attr', or beside '#text' where it holds text; a list repeats its element. */
export type Element = string | number | null | readonly Element[] | { readonly [name: string]: Element | undefined }

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as XML and HTML hold it. Control characters, which XML cannot hold, are left out. */
export const escapeText = (text: string): string =>
  text.replace(/[&<>"']|(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, (sign) => ENTITIES[sign] ?? '')

function element(name: string, value: Element | undefined): string {
  if (value === undefined) return ''
  if (Array.isArray(value)) return value.map((one) => element(name, one)).join('')
  if (value === null) return `<${name}/>`
  if (typeof value !== 'object') return `<${name}>${escapeText(String(value))}</${name}>`
  const fields = Object.entries(value as Readonly<Record<string, Element | undefined>>)
  const holdsText = '#text' in value
  const attributes = fields.flatMap(([key, inner]) => {
    if (key === '@attr') return Object.entries(inner as Record<string, Element>)
    return holdsText && key !== '#text' ? [[key, inner] as const] : []
  })
  const inside = fields
    .filter(([key]) => key !== '@attr' && (!holdsText || key === '#text'))
    .map(([key, inner]) => (key === '#text' ? escapeText(String(inner ?? '')) : element(key, inner)))
    .join('')
  return `<${name}${attributes.map(([key, inner]) => ` ${key}="${escapeText(String(inner))}"`).join('')}>${inside}</${name}>`
}

/** A document with the status that every answer of Last.fm carries. */
export function xmlOf(status: 'ok' | 'failed', tree: Readonly<Record<string, Element | undefined>>): string {
  const inside = Object.entries(tree).map(([name, value]) => element(name, value))
  return `<?xml version="1.0" encoding="UTF-8"?>\n<lfm status="${status}">${inside.join('')}</lfm>\n`
}
