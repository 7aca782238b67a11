// What Google puts around the title of what was watched ("Watched X", "X angesehen"), in any language: learned from the file itself.

/** What stands before and after a title. */
export interface Around {
  readonly before: string
  readonly after: string
}

/** Some that are known: so that what titles share by themselves ("Symphony No. 5: …") is not taken for them, and for files too short to learn from. */
const KNOWN: readonly Around[] = [
  'Watched *', 'Listened to *', '* angehört', '* angesehen', 'Vous avez regardé *', 'Has visto *', 'Viste *', 'Assistiu a *', 'Viu *', 'Hai guardato *', '* bekeken', 'Gekeken naar *',
  'Obejrzano: *', 'Obejrzano film *', '* を視聴しました', '* 을(를) 시청했습니다.', '* 시청함', '观看了 *', '已觀看「*」', '* izlendi', '* adlı videoyu izlediniz',
  'Tittade på *', 'Har set *', 'Så på *', 'Zhlédnuto: *', 'Вы посмотрели *', 'Просмотрено: *', 'Menonton *', 'Đã xem *',
].map((words) => ({ before: words.split('*')[0], after: words.split('*')[1] })) // biome-ignore format: a list

const SAMPLES_MIN = 8
const SHARE_MIN = 0.6

/** A title as it stands in the file, of a row with the address of a video. */
export interface WrappedTitle {
  readonly product: string
  readonly title: string
  readonly url: string
}

/** What stands around the titles of a product; null where that cannot be said. YouTube and YouTube Music may word it differently. */
export type AroundTitles = (product: string) => Around | null

/** Learns the words around titles, for each product by itself where there are enough of it, else from all. */
export function learnAround(titles: readonly WrappedTitle[]): AroundTitles {
  const all = aroundMost(titles)
  const own = new Map<string, Around | null>()
  for (const [product, part] of Map.groupBy(titles, ({ product }) => product)) {
    const fitting = all !== null && part.some(({ title }) => fits(title, all))
    own.set(product, fitting && countDistinct(part) < SAMPLES_MIN ? all : (aroundMost(part) ?? all))
  }
  return (product) => own.get(product) ?? all
}

const countDistinct = (titles: readonly WrappedTitle[]): number => new Set(titles.map(({ title }) => title)).size

function aroundMost(titles: readonly WrappedTitle[]): Around | null {
  // Of removed videos the address stands in place of the title: there the words around it are plain to see.
  const told = titles
    .filter(({ title, url }) => url !== '' && title.includes(url))
    .map(({ title, url }) => [title.slice(0, title.indexOf(url)), title.slice(title.indexOf(url) + url.length)].join('*'))
  const [most] = [...Map.groupBy(told, (words) => words)].sort((a, b) => b[1].length - a[1].length)
  if (most !== undefined && most[0].length > 1 && most[1].length > told.length / 2) {
    const [before, after] = most[0].split('*')
    return { before, after }
  }
  const distinct = [...new Set(titles.map(({ title }) => title))]
  const share = distinct.length < SAMPLES_MIN ? 0 : SHARE_MIN
  const known = KNOWN.find((around) => distinct.filter((title) => fits(title, around)).length > share * distinct.length)
  if (known !== undefined || share === 0) return known ?? null
  const before = sharedStart(distinct).replace(/[^\s"“„«「:]*$/u, '')
  const after = reversed(sharedStart(distinct.map(reversed))).replace(/^[^\s"”“»」]*/u, '')
  return before === '' && after === '' ? null : { before, after }
}

const reversed = (text: string): string => [...text].reverse().join('')
const fits = (title: string, { before, after }: Around): boolean =>
  title.length > before.length + after.length && title.startsWith(before) && title.endsWith(after)

/** The longest beginning that most texts share. */
function sharedStart(texts: readonly string[]): string {
  let start = ''
  let sharing = texts
  for (;;) {
    const [best] = [...Map.groupBy(sharing, (text) => text[start.length] ?? '')].sort((a, b) => b[1].length - a[1].length)
    if (best === undefined || best[0] === '' || best[1].length < texts.length * SHARE_MIN) return start
    start += best[0]
    sharing = best[1]
  }
}

/** The title without what stands around it; null where that does not stand there: then the row is of something else than watching. */
export function titleWithin(title: string, around: Around | null): string | null {
  if (around === null) return title
  return fits(title, around) ? title.slice(around.before.length, title.length - around.after.length).trim() : null
}
