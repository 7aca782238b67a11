// Wordings of recordings as sources tell them, labelled by hand: what is one recording, and what only looks like it. Each line is
// "artist | title | album | length | id at the source", the last three where told; several artists are parted by "; ". Invented or well known names,
// no one's data. The truth is the world's, not the code's: what cannot be known from the words (transliteration, misspelling) is in it too.

import { type Random, seededRandom } from '#kernel'
import type { Sighting } from '#library'

/** Recordings that are easily mistaken for one another; each a list of its wordings. */
export interface TrickyName {
  readonly about: string
  readonly recordings: readonly (readonly string[])[]
}

const tricky = (about: string, ...recordings: readonly (readonly string[])[]): TrickyName => ({ about, recordings })

export const TRICKY_NAMES: readonly TrickyName[] = [
  tricky('remaster', ['Queen | Bohemian Rhapsody | A Night at the Opera', 'Queen | Bohemian Rhapsody - Remastered 2011', 'QUEEN | Bohemian Rhapsody (2011 Remaster) | A Night At The Opera (Deluxe Remastered Version)', 'Queen | Bohemian Rhapsody (Remastered 2011) | Greatest Hits'], ['Queen | Bohemian Rhapsody - Live Aid'], ['Queen | Bohemian Rhapsody (Live at Wembley 1986) | Live at Wembley']),
  tricky('remaster', ['The Beatles | Here Comes the Sun - Remastered 2009 | Abbey Road (Remastered)', 'Beatles | Here Comes The Sun', 'The Beatles | Here Comes the Sun (2019 Remaster)'], ['The Beatles | Here Comes the Sun - Take 9 | Abbey Road (Super Deluxe)'], ['Nina Simone | Here Comes the Sun']),
  tricky('remaster', ['Fleetwood Mac | Dreams - 2004 Remaster | Rumours', 'Fleetwood Mac | Dreams', 'Fleetwood Mac | Dreams (2001 Remaster)'], ['Fleetwood Mac | Dreams - Live 1977'], ['The Cranberries | Dreams'], ['The Corrs | Dreams']),
  tricky('remaster', ['Talking Heads | Psycho Killer - 2005 Remaster', 'Talking Heads | Psycho Killer', 'talking heads | psycho killer (Remastered Version)'], ['Talking Heads | Psycho Killer - Acoustic Version'], ['Talking Heads | Psycho Killer (Live)']),
  tricky('remaster', ['Miles Davis | So What | Kind of Blue', 'Miles Davis | So What (Remastered) | Kind of Blue (Legacy Edition)'], ['Miles Davis | So What - Mono/Remastered', 'Miles Davis | So What (Mono)'], ['Miles Davis | So What (Live at Carnegie Hall)']),
  tricky('feature', ['Drake | One Dance', 'Drake | One Dance (feat. Wizkid & Kyla) | Views', 'Drake feat. Wizkid & Kyla | One Dance', 'Drake; Wizkid; Kyla | One Dance', 'Drake, Wizkid, Kyla | One Dance', 'Drake ft. Wizkid | One Dance'], ['Drake | One Dance (Remix)']),
  tricky('feature', ['Rihanna | Umbrella (feat. JAY-Z)', 'Rihanna featuring Jay-Z | Umbrella', 'Rihanna | Umbrella', 'Rihanna; JAY-Z | Umbrella'], ['Rihanna | Umbrella (Seamus Haji & Paul Emanuel Remix)'], ['The Baseballs | Umbrella']),
  tricky('feature', ['Lady Gaga; Bradley Cooper | Shallow | A Star Is Born Soundtrack', 'Lady Gaga & Bradley Cooper | Shallow', 'Lady Gaga | Shallow', 'Lady Gaga, Bradley Cooper | Shallow'], ['Lady Gaga & Bradley Cooper | Shallow - Radio Edit'], ['Boyce Avenue | Shallow']),
  tricky('feature', ['David Guetta | Titanium (feat. Sia)', 'David Guetta feat. Sia | Titanium', 'David Guetta; Sia | Titanium', 'David Guetta & Sia | Titanium'], ['David Guetta | Titanium (feat. Sia) - Nicky Romero Remix'], ['David Guetta | Titanium (feat. Sia) [Extended]']),
  tricky('feature', ['Mark Ronson | Uptown Funk (feat. Bruno Mars)', 'Mark Ronson ft. Bruno Mars | Uptown Funk', 'Mark Ronson | Uptown Funk', 'Mark Ronson, Bruno Mars | Uptown Funk']),
  tricky('feature', ['Gorillaz | Clint Eastwood', 'Gorillaz | Clint Eastwood (feat. Del the Funky Homosapien)', 'Gorillaz feat. Del tha Funkee Homosapien | Clint Eastwood'], ['Gorillaz | Clint Eastwood (Ed Case Refix)']),
  tricky('version', ['Nirvana | About a Girl | Bleach'], ['Nirvana | About a Girl (Live) | MTV Unplugged in New York'], ['Nirvana | About a Girl - Demo']),
  tricky('version', ['Eric Clapton | Layla | Unplugged - Deluxe | 4:46'], ['Derek & The Dominos | Layla', 'Derek and the Dominos | Layla - 40th Anniversary Version / 2010 Remastered']),
  tricky('version', ['Taylor Swift | All Too Well'], ["Taylor Swift | All Too Well (Taylor's Version)", 'Taylor Swift | All Too Well (Taylor’s Version)'], ["Taylor Swift | All Too Well (10 Minute Version) (Taylor's Version) (From The Vault)"]),
  tricky('version', ['Daft Punk | One More Time', 'Daft Punk | One More Time (Official Video)'], ['Daft Punk | One More Time - Radio Edit', 'Daft Punk | One More Time (Radio Edit)'], ['Daft Punk | One More Time (Club Mix)'], ['Daft Punk | One More Time / Aerodynamic']),
  tricky('version', ['Adele | Hello'], ['Adele | Hello (Karaoke Version)'], ['Adele | Hello - Live at the NRJ Awards'], ['Adele | Hello (Instrumental)'], ['Lionel Richie | Hello'], ['Adele | Hello (Sped Up)']),
  tricky('version', ['Oasis | Wonderwall', 'Oasis | Wonderwall - Remastered', 'oasis | wonderwall [Remastered]'], ['Oasis | Wonderwall (Live at Knebworth)'], ['Oasis | Wonderwall (Demo)'], ['Ryan Adams | Wonderwall'], ['Mike Flowers Pops | Wonderwall']),
  tricky('version', ['Depeche Mode | Enjoy the Silence'], ['Depeche Mode | Enjoy the Silence (Single Mix)'], ['Depeche Mode | Enjoy the Silence - Hands and Feet Mix'], ['Depeche Mode | Enjoy the Silence 04']),
  tricky('version', ['New Order | Blue Monday'], ["New Order | Blue Monday '88"], ['New Order | Blue Monday (12" Version)'], ['Orgy | Blue Monday']),
  tricky('version', ['Johnny Cash | Folsom Prison Blues'], ['Johnny Cash | Folsom Prison Blues - Live at Folsom State Prison, Folsom, CA - January 1968', 'Johnny Cash | Folsom Prison Blues (Live at Folsom State Prison, Folsom, CA - January 1968)']),
  tricky('version', ['Aphex Twin | Avril 14th'], ['Aphex Twin | Avril 14th half speed alternative version [re-recorded 2009 Nagra]'], ['Aphex Twin | Avril 14th reversed music not audio']),
  tricky('parts', ['Pink Floyd | Shine On You Crazy Diamond (Pts. 1-5)', 'Pink Floyd | Shine On You Crazy Diamond, Pts. 1-5', 'Pink Floyd | Shine on You Crazy Diamond (Parts 1-5) - 2011 Remaster'], ['Pink Floyd | Shine On You Crazy Diamond (Pts. 6-9)', 'Pink Floyd | Shine On You Crazy Diamond, Pts. 6-9']),
  tricky('parts', ['Pink Floyd | Another Brick in the Wall, Pt. 2', 'Pink Floyd | Another Brick In The Wall (Part 2)', 'Pink Floyd | Another Brick In The Wall Part 2 - 2011 Remastered Version'], ['Pink Floyd | Another Brick in the Wall, Pt. 1'], ['Pink Floyd | Another Brick in the Wall, Pt. 3']),
  tricky('parts', ['The Decemberists | The Crane Wife 1 & 2'], ['The Decemberists | The Crane Wife 3'], ['The Decemberists | The Crane Wife 12']),
  tricky('parts', ['Beethoven | Symphony No. 5 in C Minor, Op. 67: I. Allegro con brio'], ['Beethoven | Symphony No. 5 in C Minor, Op. 67: II. Andante con moto'], ['Beethoven | Symphony No. 6 in F Major, Op. 68: I. Allegro ma non troppo']),
  tricky('parts', ['Bach | Prelude in C Major, BWV 846'], ['Bach | Prelude in C Minor, BWV 847'], ['Bach | Prelude in C♯ Major, BWV 848', 'Bach | Prelude in C# Major, BWV 848']),
  tricky('parts', ['Interpol | Untitled'], ['Sigur Rós | Untitled 1', 'Sigur Ros | Untitled #1'], ['Sigur Rós | Untitled 2', 'Sigur Ros | Untitled #2']),
  tricky('spelling', ['Björk | Jóga', 'Bjork | Joga', 'BJÖRK | JÓGA', 'Bjo\u0308rk | Jo\u0301ga'], ['Björk | Jóga (String & Vocal Mix)']),
  tricky('spelling', ['AC/DC | T.N.T.', 'ACDC | TNT', 'AC DC | T.N.T'], ['AC/DC | T.N.T. (Live)']),
  tricky('spelling', ['P!nk | So What', 'Pink | So What?', 'P!NK | So what'], ['Metallica | So What']),
  tricky('spelling', ['Beyoncé | Déjà Vu (feat. JAY-Z)', 'Beyonce | Deja Vu', 'BEYONCÉ | Déjà Vu'], ['Olivia Rodrigo | deja vu', 'Olivia Rodrigo | Deja Vu']),
  tricky('spelling', ["Guns N' Roses | Sweet Child O' Mine", 'Guns N’ Roses | Sweet Child O’ Mine', 'Guns N Roses | Sweet Child O Mine', "GUNS N' ROSES | Sweet Child o' Mine"], ["Guns N' Roses | Sweet Child O' Mine (Live)"]),
  tricky('spelling', ['Simon & Garfunkel | Mrs. Robinson', 'Simon and Garfunkel | Mrs Robinson', 'Simon + Garfunkel | Mrs. Robinson - From "The Graduate" Soundtrack'], ['The Lemonheads | Mrs. Robinson']),
  tricky('spelling', ['Sigur Rós | Svefn-g-englar', 'Sigur Ros | Svefn G Englar', 'Sigur Rós | Svefn-G-Englar']),
  tricky('spelling', ['Mötley Crüe | Kickstart My Heart', 'Motley Crue | Kickstart My Heart', 'MÖTLEY CRÜE | Kickstart My Heart (2021 - Remaster)']),
  tricky('spelling', ['Ke$ha | TiK ToK', 'Kesha | Tik Tok', 'KE$HA | TIK TOK']),
  tricky('spelling', ['The Roots | You Got Me', 'Roots | You Got Me', 'The Roots | You Got Me (feat. Erykah Badu & Eve)'], ['Roots Manuva | You Got Me']),
  tricky('spelling', ['Hüsker Dü | Don’t Want to Know If You Are Lonely', "Husker Du | Don't Want To Know If You Are Lonely"]),
  tricky('signs', ['!!! | Heart of Hearts', 'Chk Chk Chk | Heart of Hearts'], ['??? | Heart of Hearts']),
  tricky('signs', ['Ed Sheeran | ÷ Interlude'], ['Ed Sheeran | × Interlude'], ['Ed Sheeran | + Interlude']),
  tricky('signs', ['Sunn O))) | Alice', 'SUNN O))) | Alice', 'Sunn 0))) | Alice'], ['Sunn | Alice (Demo)']),
  tricky('signs', ['Godspeed You! Black Emperor | Storm', 'Godspeed You Black Emperor! | Storm', 'Godspeed You Black Emperor | Storm']),
  tricky('signs', ['deadmau5 | Ghosts ‘n’ Stuff', "deadmau5 | Ghosts 'n' Stuff", 'deadmau5 | Ghosts n Stuff'], ['deadmau5 | Ghosts n Stuff (Sub Focus Remix)']),
  tricky('signs', ['Mika | Lollipop ❤️'], ['Mika | Lollipop 💔'], ['Mika | Lollipop']),
  tricky('credit', ['Tyler, The Creator | See You Again (feat. Kali Uchis)', 'Tyler, The Creator | See You Again', 'Tyler, the Creator; Kali Uchis | SEE YOU AGAIN'], ['Tyler | See You Again'], ['Wiz Khalifa | See You Again (feat. Charlie Puth)', 'Wiz Khalifa feat. Charlie Puth | See You Again']),
  tricky('credit', ['Earth, Wind & Fire | September', 'Earth Wind & Fire | September', 'Earth, Wind and Fire | September'], ['Earth | September'], ['Taylor Swift | September']),
  tricky('credit', ['Crosby, Stills, Nash & Young | Ohio', 'Crosby Stills Nash & Young | Ohio'], ['Crosby | Ohio'], ['The Isley Brothers | Ohio']),
  tricky('credit', ['Queen & David Bowie | Under Pressure - Remastered 2011', 'Queen; David Bowie | Under Pressure', 'Queen, David Bowie | Under Pressure', 'Queen | Under Pressure'], ['Queen & David Bowie | Under Pressure (Rah Mix)']),
  tricky('credit', ['Jay-Z & Kanye West | No Church in the Wild', 'JAY-Z, Kanye West | No Church In The Wild', 'JAŸ-Z; Kanye West; Frank Ocean | No Church in the Wild']),
  tricky('credit', ['Silk City x Dua Lipa | Electricity', 'Silk City, Dua Lipa | Electricity', 'Silk City & Dua Lipa | Electricity (with Diplo & Mark Ronson)']),
  tricky('credit', ['Simon | Cecilia'], ['Simon & Garfunkel | Cecilia', 'Simon and Garfunkel | Cecilia']),
  tricky('credit', ['Robert Plant | Rich Woman'], ['Robert Plant & Alison Krauss | Rich Woman', 'Robert Plant, Alison Krauss | Rich Woman', 'Robert Plant and Alison Krauss | Rich Woman']),
  tricky('credit', ['Nick Cave & The Bad Seeds | Red Right Hand', 'Nick Cave and the Bad Seeds | Red Right Hand', 'Nick Cave & the Bad Seeds | Red Right Hand - 2011 - Remaster', 'Nick Cave | Red Right Hand'], ['Arctic Monkeys | Red Right Hand'], ['PJ Harvey | Red Right Hand']),
  // Acts with other songs of their own, as in anybody's history.
  tricky('credit', ['Simon & Garfunkel | The Boxer'], ['Simon & Garfunkel | America'], ['Simon and Garfunkel | The Sound of Silence'], ['Earth, Wind & Fire | Boogie Wonderland'], ['Earth, Wind & Fire | Fantasy'], ['Earth, Wind & Fire | Shining Star'], ['Crosby, Stills, Nash & Young | Helpless'], ['Crosby, Stills, Nash & Young | Woodstock'], ['Crosby, Stills, Nash & Young | Carry On'], ['Robert Plant & Alison Krauss | Please Read the Letter'], ['Robert Plant & Alison Krauss | Killing the Blues'], ['Robert Plant & Alison Krauss | Can’t Let Go']),
  tricky('compilation', ['Various Artists | Closer | Now Nineties'], ['Various Artists | Closer | Industrial Classics'], ['Nine Inch Nails | Closer'], ['Joy Division | Closer']),
  tricky('compilation', ['Various Artists | Angel | City of Angels'], ['VA | Angel | Trip Hop Anthology'], ['Massive Attack | Angel']),
  tricky('video', ['Adele | Rolling in the Deep', 'Adele | Adele - Rolling in the Deep (Official Music Video)', 'Adele - Topic | Rolling in the Deep', 'AdeleVEVO | Adele - Rolling in the Deep'], ['Adele | Rolling in the Deep (Live at the Royal Albert Hall)']),
  tricky('video', ['Queen | Innuendo', 'Queen Official | Queen - Innuendo (Official Video)', 'Queen - Topic | Innuendo'], ['Queen Official | Queen - Innuendo (Live Tribute)']),
  tricky('video', ['Linkin Park | Numb', 'Linkin Park | Numb (Official Music Video) [4K UPGRADE]', 'Linkin Park | Numb [Official Music Video]', 'Linkin Park | Linkin Park - Numb (Lyrics)'], ['Linkin Park; JAY-Z | Numb / Encore'], ['Linkin Park | Numb (Karaoke)']),
  tricky('video', ['Coldplay | Yellow', 'Coldplay | Coldplay - Yellow (Official Video)', 'Coldplay | Yellow (Official Audio)', 'Coldplay - Topic | Yellow'], ['Coldplay | Coldplay - Yellow (Live in Buenos Aires)'], ['Coldplay | Yellow (8D Audio)']),
  tricky('video', ['a-ha | Take On Me', 'a-ha | a-ha - Take On Me (Official Video) [Remastered in 4K]', 'a-ha - Topic | Take on Me'], ['a-ha | Take On Me (MTV Unplugged)', 'a-ha | Take On Me - MTV Unplugged']),
  tricky('video', ['PSY | GANGNAM STYLE(강남스타일)', 'officialpsy | PSY - GANGNAM STYLE(강남스타일) M/V']),
  tricky('script', ['Кино | Группа крови', 'КИНО | Группа Крови', 'кино | группа крови'], ['Кино | Группа крови (Live)'], ['Кино | Пачка сигарет']),
  tricky('script', ['YOASOBI | 夜に駆ける', 'Yoasobi | 夜に駆ける'], ['YOASOBI | 夜に駆ける - THE FIRST TAKE'], ['YOASOBI | 夜に駆ける (Instrumental)'], ['YOASOBI | 群青']),
  tricky('script', ['米津玄師 | Lemon', '米津玄師 | LEMON'], ['米津玄師 | Lemon (Acoustic)'], ['N.E.R.D | Lemon']),
  tricky('script', ['Ελευθερία Αρβανιτάκη | Δυνατά', 'ΕΛΕΥΘΕΡΙΑ ΑΡΒΑΝΙΤΑΚΗ | ΔΥΝΑΤΑ']),
  tricky('script', ['فيروز | نسم علينا الهوى', 'فيروز | نسم علينا الهوى (Remastered)'], ['فيروز | نسم علينا']),
  tricky('script', ['Б.Г. | Город золотой'], ['Аквариум | Город', 'АКВАРИУМ | Город'], ['Аквариум | Городок']),
  tricky('transliteration', ['Кино | Звезда по имени Солнце', 'Kino | Zvezda po imeni Solntse']),
  tricky('transliteration', ['宇多田ヒカル | First Love', 'Utada Hikaru | First Love', 'Hikaru Utada | First Love']),
  tricky('misspelling', ['Led Zeppelin | Kashmir', 'Led Zeplin | Kashmir', 'Led Zeppelin | Kashmire']),
  tricky('misspelling', ['Avicii | Wake Me Up', 'Avici | Wake Me Up', 'Avicii | Wake Me Up!'], ['Wham! | Wake Me Up Before You Go-Go'], ['Green Day | Wake Me Up When September Ends']),
  tricky('misspelling', ['Creedence Clearwater Revival | Fortunate Son', 'Creedance Clearwater Revival | Fortunate Son', 'Creedence Clearwater Revival | Fortunate Son']),
  tricky('length', ['Underworld | Born Slippy | Trainspotting | 9:44', 'Underworld | Born Slippy | | 9:46'], ['Underworld | Born Slippy | 1992-2002 | 4:25', 'Underworld | Born Slippy | Best Of | 4:26']),
  tricky('length', ['Donna Summer | I Feel Love | I Remember Yesterday | 5:53', 'Donna Summer | I Feel Love | | 5:54'], ['Donna Summer | I Feel Love | Singles | 3:46', 'Donna Summer | I Feel Love | The Dance Collection | 3:45'], ['Donna Summer | I Feel Love (Patrick Cowley Mega Mix) | | 15:45']),
  tricky('length', ['Kraftwerk | Autobahn | Autobahn | 22:42', 'Kraftwerk | Autobahn (2009 Remaster) | Autobahn | 22:47'], ['Kraftwerk | Autobahn | The Mix | 9:27']),
  tricky('length', ['Intro Maker | Intro | One | 1:02'], ['Intro Maker | Intro | Two | 2:10'], ['Intro Maker | Intro | Three | 0:31']),
  tricky('id', ['Cher | Believe | | | spotify:track:aaaaaaaaaaaaaaaaaaaaa1', 'Cher | Believe (Original Mix) | | | spotify:track:aaaaaaaaaaaaaaaaaaaaa1'], ['Cher | Believe (Almighty Definitive Mix) | | | spotify:track:aaaaaaaaaaaaaaaaaaaaa2'], ['Cher | Strong Enough | | | spotify:track:aaaaaaaaaaaaaaaaaaaaa3']),
  tricky('id', ['Moby | Porcelain | Play | 4:01 | isrc:GBAJH9900101', 'Moby | Porcelain | Play: The B Sides | 4:01 | isrc:GBAJH9900101'], ['Moby | Porcelain | Reprise | 5:02 | isrc:DEQ122100101'], ['Moby | Porcelain - Torsten Stenzel Remix | | 6:10 | isrc:GBAJH9900101']),
  tricky('title', ['The Rolling Stones | (I Can’t Get No) Satisfaction', "Rolling Stones | (I Can't Get No) Satisfaction - Remastered 2002", "The Rolling Stones | I Can't Get No Satisfaction"], ["The Rolling Stones | (I Can't Get No) Satisfaction - Mono Version / Remastered 2002"], ['Benny Benassi | Satisfaction'], ["Otis Redding | (I Can't Get No) Satisfaction"]),
  tricky('title', ['David Bowie | Heroes', 'David Bowie | "Heroes"', 'David Bowie | “Heroes” - 2017 Remaster'], ['David Bowie | "Heroes" - Single Version'], ['Alesso | Heroes (we could be)']),
  tricky('title', ['R.E.M. | What’s the Frequency, Kenneth?', "REM | What's The Frequency Kenneth"], ["R.E.M. | What's the Frequency, Kenneth? (Live)"]),
  tricky('title', ['Love Is All | Make Out Fall Out Make Up'], ['Love Is All | Make Out'], ['Love | Make Out']),
  tricky('title', ['Metallica | One'], ['U2 | One'], ['Harry Nilsson | One']),
  tricky('title', ['Radiohead | 2 + 2 = 5', 'Radiohead | 2 + 2 = 5 (The Lukewarm.)', 'Radiohead | 2+2=5'], ['Radiohead | 225']),
  tricky('title', ['Blur | Song 2', 'blur | Song 2 - 2012 Remaster'], ['Blur | Song'], ['Blur | Song 22']),
  tricky('title', ['Prince | 1999', 'Prince | 1999 (2019 Remaster)'], ['Charli XCX | 1999', 'Charli XCX, Troye Sivan | 1999', 'Charli XCX; Troye Sivan | 1999'], ['Prince | 1999 - Edit']),
  tricky('title', ['The Smashing Pumpkins | 1979', 'Smashing Pumpkins | 1979 - Remastered 2012'], ['The Smashing Pumpkins | 1979 - Vocal Mix']),
  tricky('title', ['Idina Menzel | Let It Go - From "Frozen"/Soundtrack Version', 'Idina Menzel | Let It Go', 'Idina Menzel | Let It Go (from "Frozen")'], ['Demi Lovato | Let It Go - From "Frozen"', 'Demi Lovato | Let It Go'], ['James Bay | Let It Go']),
  tricky('title', ['Bad Company | Bad Company', 'Bad Company | Bad Company - 2015 Remaster'], ['Five Finger Death Punch | Bad Company']),
  tricky('title', ['Black Sabbath | Black Sabbath', 'Black Sabbath | Black Sabbath - 2012 Remaster'], ['Black Sabbath | Black Sabbath - Live']),
  tricky('title', ['Iron Maiden | The Trooper', 'Iron Maiden | Trooper - 2015 Remaster'], ['Iron Maiden | The Troopers']),
  tricky('title', ['Nena | 99 Luftballons'], ['Nena | 99 Red Balloons'], ['Nena | 99 Luftballons (New Version)'], ['Goldfinger | 99 Red Balloons']),
] // biome-ignore format: a table

export interface ToldWording {
  readonly sighting: Sighting
  readonly uri: string
  readonly about: string
  /** Wordings with the same number are one recording. */
  readonly recording: number
  /** Wordings with the same number are easily mistaken for one another. */
  readonly name: number
}

function parse(line: string): { sighting: Sighting; uri: string } {
  const [artist, title, album = '', length = '', uri = ''] = line.split('|').map((part) => part.trim())
  const [minutes, seconds] = length.split(':').map(Number)
  return {
    sighting: {
      title,
      artistNames: artist.split('; '),
      ...(album === '' ? {} : { albumTitle: album }),
      ...(length === '' ? {} : { durationMs: (minutes * 60 + seconds) * 1000 }),
      ...(uri === '' ? {} : { sourceUri: uri }),
    },
    uri,
  }
}

/** Other spellings that mean the same, whatever the name. */
const SPELLINGS: readonly ((sighting: Sighting) => Partial<Sighting>)[] = [
  ({ title }) => ({ title: title.toUpperCase() }),
  ({ title, artistNames }) => ({ title: title.toLowerCase(), artistNames: artistNames.map((name) => name.toLowerCase()) }),
  ({ title }) => ({ title: title.replaceAll(' ', '  ') }),
  ({ title }) => ({ title: title.normalize('NFD') }),
  ({ title }) => ({ title: title.replaceAll("'", '’') }),
  ({ title }) => ({ title: `${title} (Remastered 2014)` }),
  ({ title }) => ({ title: `${title} [Explicit]` }),
  ({ title }) => ({ title: `${title} (Official Audio)` }),
  ({ artistNames: [name] }) => ({ artistNames: [name.endsWith('- Topic') ? name : `${name} - Topic`] }),
]

/** All wordings, each with `more` seeded spellings of its own, in a seeded order. */
export function toldWordings(seed: string, more: number): ToldWording[] {
  const random: Random = seededRandom(seed)
  const told: ToldWording[] = []
  let recording = 0
  TRICKY_NAMES.forEach(({ about, recordings }, name) => {
    for (const lines of recordings) {
      for (const line of lines) {
        const own = parse(line)
        told.push({ ...own, about, recording, name })
        for (let n = 0; n < more; n++) {
          const spell = SPELLINGS[random.below(SPELLINGS.length)]
          const single = own.sighting.artistNames.length === 1 && !/^(?:VA|Various Artists)$/.test(own.sighting.artistNames[0])
          const sighting = { ...own.sighting, ...(single ? spell(own.sighting) : { title: own.sighting.title.toUpperCase() }) }
          told.push({ sighting, uri: own.uri, about, recording, name })
        }
      }
      recording++
    }
  })
  for (let i = told.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    ;[told[i], told[j]] = [told[j], told[i]]
  }
  return told
}
