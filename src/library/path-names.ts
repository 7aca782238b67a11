// Names for files without tags, from where they lie: "Artist/Album/01 - Title.ext" and its usual variants.

export interface PathNames {
  readonly title: string
  readonly artistName: string | null
  readonly albumTitle: string | null
  readonly discNo: number | null
  readonly trackNo: number | null
  readonly year: number | null
}

const DISC_FOLDER = /^(?:cd|dis[ck])[\s._-]*(\d{1,2})(?:\b.*)?$/i
const clean = (name: string): string => (/\s/.test(name) ? name : name.replaceAll('_', ' ')).trim()

/** The number of a folder such as "CD1" or "Disc 2"; null for any other. */
export const discOfFolder = (name: string): number | null => {
  const match = DISC_FOLDER.exec(name)
  return match ? Number(match[1]) : null
}

/** The folders between the scanned root and the file, and the file's name, as names. `relativePath` uses forward slashes. */
export function namesFromPath(relativePath: string): PathNames {
  const parts = relativePath.split('/')
  const stem = clean(parts.pop()!.replace(/\.[^.]+$/, ''))
  let discNo = parts.length > 0 ? discOfFolder(parts[parts.length - 1]) : null
  if (discNo !== null) parts.pop()

  const numbered = /^(?:(\d{1,2})[-.](?=\d{1,3}\b))?(\d{1,3})(?:\s*[-._)]\s*|\s+)(?=\S)(.+)$/.exec(stem)
  const trackNo = numbered ? Number(numbered[2]) : null
  if (numbered?.[1]) discNo ??= Number(numbered[1])
  const rest = numbered ? numbered[3] : stem
  const folders = parts.map(clean)
  const [folder, above] = [folders.at(-1) ?? null, folders.at(-2) ?? null]
  const dashed = /^(.+?)\s+-\s+(.+)$/.exec(rest)

  const album = folder === null ? null : splitAlbum(folder)
  if (album === null) return { title: dashed?.[2] ?? rest, artistName: dashed?.[1] ?? null, albumTitle: null, discNo, trackNo, year: null }
  const artistName = album.artistName ?? above
  // "Artist/Title.ext": one folder and no number is more likely an artist's than an album's.
  if (artistName === null && trackNo === null && !dashed) {
    return { title: rest, artistName: album.title, albumTitle: null, discNo, trackNo, year: album.year }
  }
  return {
    title: dashed && (artistName === null || sameName(dashed[1], artistName)) ? dashed[2] : rest,
    artistName: dashed && artistName === null ? dashed[1] : artistName,
    albumTitle: album.title,
    discNo,
    trackNo,
    year: album.year,
  }
}

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** "Artist - 1999 - Album", "1999 - Album", "Album (1999)", "Artist - Album" … */
function splitAlbum(folder: string): { title: string; artistName: string | null; year: number | null } {
  let title = folder
  let year: number | null = null
  const leading = /^[([]?((?:19|20)\d{2})[)\]]?\s*[-._]?\s+(?=\S)(.+)$/.exec(title)
  const trailing = /^(.+?)\s*[([]((?:19|20)\d{2})[)\]]$/.exec(title)
  if (leading) [year, title] = [Number(leading[1]), leading[2]]
  else if (trailing) [title, year] = [trailing[1], Number(trailing[2])]
  const dashed = /^(.+?)\s+-\s+(?:((?:19|20)\d{2})\s+-\s+)?(.+)$/.exec(title)
  if (!dashed) return { title, artistName: null, year }
  return { title: dashed[3], artistName: dashed[1], year: year ?? (dashed[2] ? Number(dashed[2]) : null) }
}
