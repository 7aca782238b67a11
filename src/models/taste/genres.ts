// Genres under one roof: sources spell the same music in different ways ("Orchestral", "edm", "Deep House"), so each name also
// belongs to families, found by its words.

/** Family by the words that lead to it; a name belongs to every family one of its words (or pairs of words) leads to. */
const FAMILY_WORDS: Readonly<Record<string, string>> = {
  rock: 'rock grunge shoegaze britpop aor rockabilly krautrock surf garagerock postrock',
  metal: 'metal metalcore djent thrash doom deathcore grindcore numetal',
  punk: 'punk hardcore emo oi screamo poppunk',
  indie: 'indie alternative lofi alt',
  pop: 'pop poptimism dancepop electropop synthpop kpop jpop boyband schlager chanson eurovision hitparade',
  electronic:
    'electronic electronica electro edm house techno trance dubstep dnb jungle breakbeat garage ukgarage hardstyle bigroom rave idm downtempo triphop synthwave chillwave complextro moombahton glitch drumandbass drumbass eurodance synthpop electropop chiptune dance',
  ambient: 'ambient newage drone meditation chillout soundscape atmospheric',
  'hip hop': 'rap hiphop trap grime drill gangster gangsta boombap crunk',
  'rhythm and blues': 'rnb rb soul funk disco motown newjackswing neosoul quietstorm urban',
  jazz: 'jazz bebop swing bigband fusion hardbop dixieland ragtime bossanova bossa',
  blues: 'blues boogie',
  classical:
    'classical orchestral orchestra baroque romantic opera symphony symphonic chamber choral choir piano renaissance gregorian concerto sonata neoclassical epic cinematic',
  'film and games': 'soundtrack score film movie cinematic videogame game games musical ost',
  folk: 'folk singersongwriter acoustic celtic bluegrass americana traditional medieval',
  country: 'country honkytonk bluegrass americana outlaw western nashville',
  latin: 'latin reggaeton salsa bachata cumbia tango samba merengue mariachi bossanova tropical flamenco dembow',
  reggae: 'reggae ska dancehall dub rocksteady ragga',
  world: 'world afrobeat african arabic indian raga balkan klezmer polka fado gamelan oriental',
  easy: 'easylistening lounge exotica muzak crooner oldies',
  spoken: 'spoken comedy audiobook podcast speech poetry',
}

const PAIRS: readonly (readonly [RegExp, string])[] = [
  [/\br\s*(&|n|and|'n'?)\s*b\b/g, 'rnb'],
  [/\bhip[\s-]*hop\b/g, 'hiphop'],
  [/\bdrum\s*(&|n|and|'n'?)\s*bass\b/g, 'drumandbass'],
  [/\bd\s*(&|n)\s*b\b/g, 'dnb'],
  [/\bnew[\s-]+age\b/g, 'newage'],
  [/\bnew[\s-]+jack[\s-]+swing\b/g, 'newjackswing'],
  [/\beasy[\s-]+listening\b/g, 'easylistening'],
  [/\bbossa[\s-]+nova\b/g, 'bossanova'],
  [/\bsinger[\s/-]*songwriter\b/g, 'singersongwriter'],
  [/\btrip[\s-]*hop\b/g, 'triphop'],
  [/\bsynth[\s-]*pop\b/g, 'synthpop'],
  [/\belectro[\s-]*pop\b/g, 'electropop'],
  [/\bbig[\s-]*room\b/g, 'bigroom'],
  [/\bbig[\s-]*band\b/g, 'bigband'],
  [/\bgarage[\s-]+rock\b/g, 'garagerock'],
  [/\bpost[\s-]*rock\b/g, 'postrock'],
  [/\bhip[\s-]+pop\b/g, 'hiphop pop'],
  [/\bpost[\s-]*punk\b/g, 'punk'],
  [/\bnu[\s-]+metal\b/g, 'numetal'],
  [/\bneo[\s-]+soul\b/g, 'neosoul'],
]

const familyOfWord = new Map<string, string[]>()
for (const [family, words] of Object.entries(FAMILY_WORDS)) {
  for (const word of words.split(' ')) familyOfWord.set(word, [...(familyOfWord.get(word) ?? []), family])
}

/** Every family there is, in a fixed order. */
export const GENRE_FAMILIES: readonly string[] = Object.keys(FAMILY_WORDS)

/** A genre's name with one spelling: lower case, no accents, words parted by single spaces. */
export function genreKey(name: string): string {
  let text = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
  for (const [pattern, word] of PAIRS) text = text.replace(pattern, ` ${word} `)
  return text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

/** The families of a genre's name, as indices into GENRE_FAMILIES; empty where no word is known. */
export function genreFamilies(name: string): readonly number[] {
  const found = new Set<number>()
  for (const word of genreKey(name).split(' ')) {
    for (const family of familyOfWord.get(word) ?? []) found.add(GENRE_FAMILIES.indexOf(family))
  }
  return [...found].sort((a, b) => a - b)
}
