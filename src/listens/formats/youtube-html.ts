// The entries of a Google activity page (HTML), streamed: one "outer-cell" after the other, with no more in memory than an entry.

import { Parser } from 'htmlparser2'

/** One entry of the page. */
export interface ActivityCell {
  readonly product: string
  /** Lines of what was done: "Watched X", the channel, the time. */
  readonly lines: readonly string[]
  readonly links: readonly { readonly href: string; readonly text: string }[]
  /** What stands below: products, details such as that it was an advertisement. */
  readonly caption: string
  /** About where it begins: bytes from the start of the file. */
  readonly offset: number
  /** The file ended in it. */
  readonly cut: boolean
}

interface ActivityCells {
  readonly cells: readonly ActivityCell[]
  readonly bad: readonly { readonly offset: number; readonly message: string }[]
}

/** An entry larger than this is none. */
const CELL_CHARS_MAX = 1 << 20
const TEXT_MAX = 4000
/** The style at the head of the page is smaller. */
const HEAD_CHARS_MAX = 8 << 20

/** Reads the entries of a page, a stretch for each chunk. */
export async function* activityCells(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ActivityCells> {
  const decoder = new TextDecoder('utf-8')
  let page = pageReader(false)
  let offset = 0
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true })
    page.write(text, offset)
    offset += chunk.length
    const bad: { offset: number; message: string }[] = []
    if (page.pending() > CELL_CHARS_MAX) {
      // One endless entry or tag: the parser that holds it is let go, and reading goes on at the next entry.
      const offset = page.entryOffset()
      if (offset !== null) bad.push({ offset, message: `This entry is larger than ${CELL_CHARS_MAX} characters, the limit.` })
      const cells = page.take()
      page = pageReader(page.found())
      yield { cells, bad }
    } else yield { cells: page.take(), bad }
  }
  page.end()
  const bad = offset === 0 ? 'The file is empty.' : page.whyIncomplete()
  yield { cells: page.take(), bad: bad === null ? [] : [{ offset, message: bad }] }
}

type Section = 'none' | 'header' | 'body' | 'caption'

/** `foundBefore`: entries were found by the reader before this one. */
function pageReader(foundBefore: boolean) {
  let cells: ActivityCell[] = []
  let open: { product: string; lines: string[]; links: { href: string; text: string }[]; caption: string; offset: number } | null = null
  let section: Section = 'none'
  let link: { href: string; text: string } | null = null
  let base = 0
  let written = 0
  let pending = 0
  let found = foundBefore
  let tail = ''
  let whole = false

  const close = (cut: boolean) => {
    if (open === null) return
    const lines = open.lines.map((line) => line.replace(/\s+/g, ' ').trim()).filter((line) => line !== '')
    const links = open.links.map(({ href, text }) => ({ href, text: text.replace(/\s+/g, ' ').trim() }))
    cells.push({ ...open, product: open.product.trim(), lines, links, cut })
    open = null
    pending = 0
  }
  const parser = new Parser(
    {
      onopentag(name, { class: classes = '', href = '' }) {
        if (name === 'div') {
          if (/\bouter-cell\b/.test(classes)) {
            close(false)
            found = true
            pending = 0
            open = { product: '', lines: [''], links: [], caption: '', offset: base + Math.max(0, parser.startIndex - written) }
            section = 'none'
          } else if (/\bheader-cell\b/.test(classes)) section = 'header'
          else if (/\bcontent-cell\b/.test(classes)) {
            if (/caption/.test(classes)) section = 'caption'
            else section = /text-right/.test(classes) ? 'none' : 'body'
          }
        } else if (open !== null && name === 'br') {
          if (section === 'body' && open.lines.length < 20) open.lines.push('')
          else if (section === 'caption') open.caption += '\n'
        } else if (open !== null && name === 'a' && section === 'body' && open.links.length < 5) {
          link = { href: href.slice(0, TEXT_MAX), text: '' }
          open.links.push(link)
        }
      },
      ontext(text) {
        if (open === null) return
        if (section === 'header') open.product = (open.product + text).slice(0, 200)
        else if (section === 'caption') open.caption = (open.caption + text).slice(0, TEXT_MAX)
        else if (section === 'body') {
          const last = open.lines.length - 1
          if (open.lines[last].length < TEXT_MAX) open.lines[last] += text
          if (link !== null && link.text.length < TEXT_MAX) link.text += text
        }
      },
      onclosetag(name) {
        if (name === 'a') link = null
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  )
  return {
    write(text: string, offset: number) {
      base = offset
      pending += text.length
      parser.write(text)
      written += text.length
      tail = (tail + text.slice(-64)).slice(-64)
    },
    end() {
      // An entry ends with its caption.
      whole = /<\/html>\s*$/i.test(tail)
      const cut = open !== null && !whole && section !== 'caption'
      parser.end()
      close(cut)
      whole ||= cut
    },
    take(): readonly ActivityCell[] {
      const done = cells
      cells = []
      return done
    },
    pending: () => (found ? pending : Math.max(0, pending - HEAD_CHARS_MAX)),
    /** Where the entry begins that is being read; null where none is. */
    entryOffset: () => open?.offset ?? null,
    found: () => found,
    /** What is amiss at the end of the file, where the last entry does not tell it itself. */
    whyIncomplete: () => {
      if (!found) return 'The page holds no activity; the file ends before its first entry.'
      return whole ? null : 'The file ends before its page does; the entries before were read.'
    },
  }
}
