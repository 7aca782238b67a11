// Folding of names, so that two spellings of one name become the same string: compatibility forms, case, Latin diacritics.
// Letters of other scripts keep their marks, because there a mark makes another letter (й is not и, が is not か).

/** Latin letters that Unicode does not decompose. */
const LATIN: Readonly<Record<string, string>> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ı: 'i', ŋ: 'n', ŧ: 't', ĸ: 'k', ſ: 's', ς: 'σ', ƒ: 'f', ʼ: "'",
} // biome-ignore format: a table
const LATIN_LETTERS = new RegExp(`[${Object.keys(LATIN).join('')}]`, 'g')
/** Marks that stand on no letter, such as what a spacing accent becomes. */
const LOOSE_MARKS = /(^|[^\p{L}\p{N}\p{M}])\p{M}+/gu
const LATIN_MARKS = /(\p{Script=Latin})\p{Mn}+/gu
/** Accents that capitals and many people leave out: the Greek tonos, the two dots of a Russian ё. */
const LEFT_OUT_MARKS = /(?<=\p{Script=Greek}\p{Mn}*)\u0301|(?<=е)\u0308/gu
const ASCII = /^[\x20-\x7e]*$/

function foldOnce(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(LOOSE_MARKS, '$1')
    .replace(LATIN_MARKS, '$1')
    .replace(LEFT_OUT_MARKS, '')
    .normalize('NFKC')
    .replace(LATIN_LETTERS, (letter) => LATIN[letter])
}

/** The text in lower case and compatibility form, Latin letters without diacritics; punctuation and spaces stay. Folding twice changes nothing. */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase()
  let folded = foldOnce(text)
  for (let round = 0; round < 4; round++) {
    const again = foldOnce(folded)
    if (again === folded) break
    folded = again
  }
  return folded
}

/** Letters, digits, pictures and, outside Latin, the marks that belong to letters. */
const DROPPED = /(?:[^\p{L}\p{N}\p{Extended_Pictographic}\p{M}]|[©®]|\p{Variation_Selector})+/gu
const PLAIN = /^[a-z0-9 ]*$/

/**
 * What is left of a folded text when punctuation and spaces go: "ac/dc", "ac dc" and "acdc" are one. Between two digits a space stays
 * ("1 2" is not "12"), a sharp after a letter stays a sharp. Where nothing is left ("!!!"), the folded text itself, its spaces collapsed.
 */
export function squeeze(folded: string): string {
  if (PLAIN.test(folded) && !/\d +\d/.test(folded)) return folded.replaceAll(' ', '')
  const spelled = folded
    .replace(/(?<!\p{L})([a-g])[#♯]/gu, '$1sharp')
    .replace(/♭/g, 'flat')
    .replace(/(?<=\p{L})!(?=\p{L})/gu, 'i')
    .replace(/\$(?=\p{L})/gu, 's')
  const squeezed = spelled.replace(DROPPED, (gap: string, at: number, whole: string) =>
    isDigit(whole.charCodeAt(at - 1)) && isDigit(whole.charCodeAt(at + gap.length)) ? ' ' : '',
  )
  if (squeezed === '') return folded.trim().replace(/\s+/gu, ' ')
  // What stood apart may compose now that it stands together.
  return ASCII.test(squeezed) ? squeezed : squeezed.normalize('NFC')
}

const isDigit = (code: number) => code >= 48 && code <= 57

/** `squeeze` of `foldText`: the form in which names of artists and albums are compared. */
export const foldName = (name: string): string => squeeze(foldText(name))
